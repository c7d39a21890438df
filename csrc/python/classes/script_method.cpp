#include "python/classes/script_method.h"

#include "core/types/schema.h"
#include "python/calls/call.h"
#include "python/calls/slots.h"
#include "python/classes/array.h"
#include "python/classes/code.h"
#include "python/classes/script_module.h"
#include "python/convert/python_modules.h"
#include "python/convert/to_python.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

PyObject* call(PyObject* self, PyObject* args, PyObject* kwargs) {
    const auto* method = instanceOf<ScriptMethod>(self);
    if (method == nullptr) {
        PyErr_SetString(PyExc_TypeError, "ScriptMethod is not initialized");
        return nullptr;
    }
    return callFromSlot(*method->callable, args, kwargs);
}

} // namespace

py::object schemaObject(const Callable& callable) {
    const py::object tree = asPython(schemaTree(callable));
    return py::module_::import(python_modules::schema)
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
    bound
        .def_property_readonly(
            "name", [](const ScriptMethod& self) { return self.callable->name(); }, "Its name.")
        .def_property_readonly(
            "schema", [](const ScriptMethod& self) { return schemaObject(*self.callable); },
            "Its signature without self; str() prints it as TorchScript does.")
        .def_property_readonly(
            "code", [](const ScriptMethod& self) { return codeText(*self.callable); },
            "Its graph as TorchScript source.")
        .def_property_readonly(
            "code_with_constants",
            [](const ScriptMethod& self) { return codeAndConstants(*self.callable); },
            "Its source, and the constants that the source names CONSTANTS.c0 and so on.")
        .def_property_readonly(
            "graph", [](const ScriptMethod& self) { return graphText(*self.callable, false); },
            "Its graph as text.")
        .def_property_readonly(
            "inlined_graph",
            [](const ScriptMethod& self) { return graphText(*self.callable, true); },
            "Its graph as text, with everything that it calls inlined.")
        .def(
            "_warm_up",
            [](const ScriptMethod& self, const py::tuple& args, const py::dict& kwargs,
               int64_t most) {
                return warmUpFromPython(*self.callable, args.ptr(), kwargs.ptr(), most);
            },
            py::arg("args"), py::arg("kwargs"), py::arg("most"))
        .def(
            "_call_arrays",
            [](const ScriptMethod& self, const py::tuple& args, const py::dict& kwargs) {
                return withArrays(callWithoutGradients(*self.callable, args.ptr(), kwargs.ptr()));
            },
            py::arg("args"), py::arg("kwargs"))
        .def_property_readonly("_module",
                               [](const ScriptMethod& self) -> py::object {
                                   const auto* module = self.callable->module();
                                   return module != nullptr ? ScriptModule::of(*module)
                                                            : py::none();
                               })
        .def("__repr__", [](const ScriptMethod& self) {
            return "<ScriptMethod " + self.callable->schemaText() + ">";
        });
}

} // namespace torchsharp
