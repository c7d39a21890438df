#include "python/calls/tracing.h"

#include <pybind11/pybind11.h>
#include <torch/csrc/jit/api/compilation_unit.h>

#include "python/convert/ensure_torch.h"
#include "python/convert/torch_module.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

// torch's own Python object for the same method or function: its call is what a trace records.
py::object inTorch(const Callable& callable) {
    ensureTorch();
    if (const auto unit = callable.unit()) {
        return py::cast(unit).attr("find_function")(callable.name());
    }
    const py::object module = toTorchScriptModule(*callable.module());
    return callable.runsHooks() ? module : module.attr(callable.name().c_str());
}

} // namespace

PyObject* callTraced(const Callable& callable, PyObject* args, PyObject* kwargs) {
    PyObject* result = PyObject_Call(inTorch(callable).ptr(), args, kwargs);
    if (result == nullptr) {
        throw py::error_already_set();
    }
    return result;
}

} // namespace torchsharp
