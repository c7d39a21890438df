#include "python/calls/python_end.h"

#include <atomic>
#include <exception>
#include <thread>

#include <pybind11/pybind11.h>
#include <torch/csrc/autograd/engine.h>

#include "core/support/exit_gate.h"
#include "core/support/running_call.h"
#include "python/convert/python_modules.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

std::atomic<bool> isEnding{false};
std::atomic<std::thread::id> endingThread;
std::terminate_handler otherTerminate = nullptr;

bool isEndingElsewhere() noexcept {
    return isEnding.load() && endingThread.load() != std::this_thread::get_id();
}

// Python ends a thread by unwinding it, and C++ terminates where that meets a destructor, also in
// torch's functions. Such a thread sleeps, as all do from Python 3.14 on.
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
    if (isBusy()) {
        // Python's last garbage collection takes a second once torch is imported, and several if it
        // shares the processors with calls. What it would free, the end of the process frees.
        py::module_::import(python_modules::gc).attr("freeze")();
    }
    // PyGILState_Check answers yes on every thread once Python has ended, and torch's engine for
    // Python then refuses to run. The gate has to be registered after the one for C++ exists.
    torch::autograd::Engine::get_base_engine();
    torch::autograd::set_default_engine_stub(&torch::autograd::Engine::get_base_engine);
    // A program that embeds Python, which then has no command line, may go on after its end.
    if (py::len(py::module_::import(python_modules::sys).attr("orig_argv")) == 0) {
        renewGate();
    } else {
        prepareExit();
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

void bindPythonEnd() {
    py::module_::import(python_modules::atExit).attr("register")(py::cpp_function([] {
        beginEnd();
    }));
}

} // namespace torchsharp
