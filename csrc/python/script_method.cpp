#include "python/script_method.h"

#include "python/call.h"
#include "python/slots.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

PyObject* call(PyObject* self, PyObject* args, PyObject* kwargs) {
    const auto* method = instanceOf<ScriptMethod>(self);
    if (method == nullptr) {
        PyErr_SetString(PyExc_TypeError, "ScriptMethod is not initialised");
        return nullptr;
    }
    return callFromSlot(*method->callable, args, kwargs);
}

} // namespace

void bindScriptMethod(py::module_& module) {
    py::class_<ScriptMethod> bound(
        module, "ScriptMethod", py::is_final(), typeSlots(&call),
        "A TorchScript method or function, ready to be called.\n\n"
        "Take it from a module or a compilation unit and keep it: calling it "
        "looks nothing up.");
    refusePickling(bound);
    bound
        .def_property_readonly(
            "name", [](const ScriptMethod& self) { return self.callable->name(); }, "Its name.")
        .def_property_readonly(
            "schema", [](const ScriptMethod& self) { return self.callable->schemaText(); },
            "Its signature as TorchScript prints it, self left out.")
        .def("__repr__", [](const ScriptMethod& self) {
            return "<ScriptMethod " + self.callable->schemaText() + ">";
        });
}

} // namespace torchsharp
