#include "python/calls/call_back.h"

#include <memory>

#include "python/gil/gil_thread.h"

namespace py = pybind11;

namespace torchsharp {

std::function<void()> callBack(py::function callback) {
    const std::shared_ptr<PyObject> shared(callback.release().ptr(), &dropReference);
    return [shared] {
        runWithGil([shared] {
            try {
                py::reinterpret_borrow<py::function>(shared.get())();
            } catch (py::error_already_set& error) {
                error.discard_as_unraisable("a callback of torchsharp_py.jit.Future");
            }
        });
    };
}

} // namespace torchsharp
