#include "python/classes/own_objects.h"

#include "python/classes/array.h"
#include "python/classes/future.h"
#include "python/classes/script_module.h"
#include "python/classes/script_object.h"
#include "python/convert/own_objects.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

c10::IValue valueOf(PyObject* object) {
    const py::handle handle(object);
    if (py::isinstance<ScriptModule>(handle)) {
        return handle.cast<const ScriptModule&>().module().object();
    }
    if (py::isinstance<ScriptObject>(handle)) {
        return handle.cast<const ScriptObject&>().value();
    }
    if (py::isinstance<Future>(handle)) {
        return handle.cast<const Future&>().value();
    }
    return {};
}

// By the object's real type: isinstance() also believes __class__, and may run Python code.
const at::Tensor* tensorOfArray(PyObject* object) {
    const bool isArray =
        py::type::of<Array>().is(py::handle(reinterpret_cast<PyObject*>(Py_TYPE(object))));
    return isArray ? &py::handle(object).cast<const Array&>().tensor : nullptr;
}

py::object objectOf(const c10::IValue& value) {
    if (value.isModule()) {
        return ScriptModule::of(Module(value.toObject()));
    }
    if (value.isFuture() || value.isAwait()) {
        return py::cast(std::make_unique<Future>(value));
    }
    return py::cast(std::make_unique<ScriptObject>(value));
}

} // namespace

void bindOwnObjects() { ownObjects() = OwnObjects{&valueOf, &tensorOfArray, &objectOf}; }

} // namespace torchsharp
