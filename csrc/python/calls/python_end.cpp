#include "python/calls/python_end.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

#include <pybind11/pybind11.h>

#include "core/support/exit_gate.h"
#include "core/support/running_call.h"
#include "python/convert/python_modules.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

constexpr std::chrono::milliseconds callbackPatience(500);

// Lets threads enter Python until it ends.
class Door {
  public:
    bool enter() {
        const std::lock_guard<std::mutex> lock(mutex_);
        inside_ += isOpen_ ? 1 : 0;
        return isOpen_;
    }
    void leave() {
        {
            const std::lock_guard<std::mutex> lock(mutex_);
            --inside_;
        }
        left_.notify_all();
    }
    // Call it without the GIL, which threads inside need to leave.
    void close() {
        std::unique_lock<std::mutex> lock(mutex_);
        isOpen_ = false;
        left_.wait_for(lock, callbackPatience, [&] { return inside_ == 0; });
    }

  private:
    std::mutex mutex_;
    std::condition_variable left_;
    bool isOpen_ = true;
    int inside_ = 0;
};

Door& door() {
    static auto& only = *new Door; // libtorch's threads outlive static objects
    return only;
}

std::atomic<bool> isEnding{false};
std::atomic<std::thread::id> endingThread;
std::terminate_handler otherTerminate = nullptr;

bool isEndingElsewhere() noexcept {
    return isEnding.load() && endingThread.load() != std::this_thread::get_id();
}

// Python ends a thread by unwinding it, and C++ terminates where that meets a destructor: in torch's
// own functions too. Such a thread sleeps, as all do from Python 3.14 on.
[[noreturn]] void sleepInsteadOfTerminating() {
    if (isEndingElsewhere() && mustNotReturnToPython()) {
        sleepForever();
    }
    if (otherTerminate != nullptr) {
        otherTerminate();
    }
    std::abort();
}

void beginEnd() {
    endingThread.store(std::this_thread::get_id());
    if (!isEnding.exchange(true)) {
        otherTerminate = std::set_terminate(&sleepInsteadOfTerminating);
    }
    {
        const py::gil_scoped_release released;
        door().close();
    }
    prepareExit();
}

} // namespace

bool mustNotReturnToPython() noexcept {
#if PY_VERSION_HEX >= 0x030d0000
    const bool isFinalizing = Py_IsFinalizing() != 0;
#else
    const bool isFinalizing = _Py_IsFinalizing() != 0;
#endif
    return isFinalizing ? endingThread.load() != std::this_thread::get_id() : isEndingElsewhere();
}

bool enterPython() { return door().enter(); }

void leavePython() { door().leave(); }

void bindPythonEnd() {
    py::module_::import(python_modules::atExit)
        .attr("register")(py::cpp_function([] { beginEnd(); }));
}

} // namespace torchsharp
