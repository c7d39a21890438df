#include "python/calls/python_end.h"

#include <atomic>
#include <exception>
#include <thread>

#include <pybind11/pybind11.h>

#include "core/support/exit_gate.h"
#include "core/support/running_call.h"
#include "python/convert/python_modules.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

std::atomic<bool> outlivesPython{false};
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
    if (outlivesPython.load()) {
        prepareExit();
    } else {
        beginExit(); // threads of other languages leave the processor to Python's end
    }
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

void bindPythonEnd(py::module_& module) {
    module.def(
        "process_outlives_python", [] { outlivesPython.store(true); },
        "Says that Python's atexit handlers run before the process ends: others may go on "
        "calling.");
    py::module_::import(python_modules::atExit).attr("register")(py::cpp_function([] {
        beginEnd();
    }));
}

} // namespace torchsharp
