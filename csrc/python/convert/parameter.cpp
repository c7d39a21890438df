#include "python/convert/parameter.h"

#include "python/convert/python_modules.h"
#include "python/convert/tensor_object.h"

namespace py = pybind11;

namespace torchsharp {

void markAsParameter(const py::object& tensor) {
    const bool isPlain = reinterpret_cast<PyObject*>(Py_TYPE(tensor.ptr())) == THPVariableClass;
    if (isPlain && THPVariable_Unpack(tensor.ptr()).is_leaf()) {
        tensor.attr("__class__") = py::module_::import(python_modules::torchNn).attr("Parameter");
    }
}

} // namespace torchsharp
