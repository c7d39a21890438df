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
        // Python ends a thread that wants the GIL after its end by unwinding it, which no destructor
        // survives: such a thread sleeps until the process is gone.
        while (isFinalizing()) {
            std::this_thread::sleep_for(std::chrono::hours(1));
        }
        PyEval_RestoreThread(state_);
    }

  private:
    static bool isFinalizing() {
#if PY_VERSION_HEX >= 0x030d0000
        return Py_IsFinalizing() != 0;
#else
        return _Py_IsFinalizing() != 0;
#endif
    }

    PyThreadState* state_;
};

} // namespace torchsharp
