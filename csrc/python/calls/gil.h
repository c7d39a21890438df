#pragma once

#include <Python.h>

#include <chrono>
#include <thread>

namespace torchsharp {

// Lets other Python threads run while TorchScript does.
class ReleaseGil {
  public:
    ReleaseGil() : state_(PyEval_SaveThread()) {}
    ReleaseGil(const ReleaseGil&) = delete;
    ReleaseGil& operator=(const ReleaseGil&) = delete;
    ~ReleaseGil() {
        // After Python has ended, it unwinds a thread that asks or waits for the GIL, which no
        // destructor survives. Here, the thread sleeps until the process ends.
        if (isFinalizing()) {
            sleepForever();
        }
        try {
            PyEval_RestoreThread(state_);
        } catch (...) {
            sleepForever();
        }
    }

  private:
    static bool isFinalizing() {
#if PY_VERSION_HEX >= 0x030d0000
        return Py_IsFinalizing() != 0;
#else
        return _Py_IsFinalizing() != 0;
#endif
    }

    [[noreturn]] static void sleepForever() {
        for (;;) {
            std::this_thread::sleep_for(std::chrono::hours(1));
        }
    }

    PyThreadState* state_;
};

} // namespace torchsharp
