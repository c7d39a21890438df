#include "python/script_method.h"

#include "core/schema.h"
#include "python/call.h"
#include "python/convert.h"
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

py::object schemaObject(const Callable& callable) {
    const py::object tree = asPython(schemaTree(callable));
    return py::module_::import("torchsharp_py.schema")
        .attr("FunctionSchema")
        .attr("from_tree")(tree);
}

py::object methodObject(std::shared_ptr<const Callable> callable) {
    return py::cast(std::make_unique<ScriptMethod>(std::move(callable)));
}

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
            "schema", [](const ScriptMethod& self) { return schemaObject(*self.callable); },
            "Its signature, self left out: str() of it is as TorchScript prints it.")
        .def("__repr__", [](const ScriptMethod& self) {
            return "<ScriptMethod " + self.callable->schemaText() + ">";
        });
}

} // namespace torchsharp
