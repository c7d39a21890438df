#include "python/calls/call_back.h"

#include <memory>

#include "python/calls/python_end.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

template <class Body> void withPython(Body&& body) {
    if (enterPython()) {
        {
            const py::gil_scoped_acquire gil;
            body();
        }
        leavePython();
    }
}

} // namespace

std::function<void()> callBack(py::function callback) {
    // After Python has ended, nobody may drop the object, so it stays until the process ends.
    const std::shared_ptr<py::function> shared(
        new py::function(std::move(callback)),
        [](py::function* held) { withPython([held] { delete held; }); });
    return [shared] {
        withPython([&] {
            try {
                (*shared)();
            } catch (py::error_already_set& error) {
                error.discard_as_unraisable("a callback of torchsharp_py.jit.Future");
            }
        });
    };
}

} // namespace torchsharp
