#include "python/calls/call.h"
#include "python/calls/errors.h"
#include "python/calls/slots.h"
#include "python/classes/code.h"
#include "python/classes/script_method.h"
#include "python/classes/script_module.h"
#include "python/classes/script_module_bindings.h"

namespace py = pybind11;

namespace torchsharp {

PyObject* callModule(PyObject* self, PyObject* args, PyObject* kwargs) {
    auto* module = instanceOf<ScriptModule>(self);
    if (module == nullptr) {
        PyErr_SetString(PyExc_TypeError, "ScriptModule is not initialized");
        return nullptr;
    }
    if (module->hooks) {
        const py::object hooks = module->hooks; // a hook may remove the last one
        return PyObject_CallFunctionObjArgs(hooks.ptr(), self, args,
                                            kwargs == nullptr ? Py_None : kwargs, nullptr);
    }
    try {
        return callFromPython(*module->call(), args, kwargs);
    } catch (...) {
        setPythonError(std::current_exception());
        return nullptr;
    }
}

int visitModule(PyObject* self, visitproc visit, void* arg) {
    if (const int stopped = py::detail::pybind11_traverse(self, visit, arg)) {
        return stopped;
    }
    if (const auto* module = completeInstanceOf<ScriptModule>(self)) {
        Py_VISIT(module->hooks.ptr());
    }
    return 0;
}

int clearModule(PyObject* self) {
    if (auto* module = completeInstanceOf<ScriptModule>(self)) {
        const py::object dropped = std::move(module->hooks); // may run code that sees the module
        module->hooks = py::object();
    }
    return py::detail::pybind11_clear(self);
}

void bindModuleCalls(py::class_<ScriptModule>& bound) {
    bound
        .def("_get_hooks",
             [](const ScriptModule& self) -> py::object {
                 return self.hooks ? self.hooks : py::none();
             })
        .def(
            "_set_hooks",
            [](ScriptModule& self, const py::object& hooks) {
                const py::object dropped = std::move(self.hooks);
                self.hooks = hooks.is_none() ? py::object() : hooks;
            },
            py::arg("hooks"))
        .def_property_readonly("_scripted_call",
                               [](ScriptModule& self) { return methodObject(self.call()); })
        .def_property_readonly(
            "code", [](ScriptModule& self) { return codeText(*self.method("forward")); },
            "The graph of forward as TorchScript source.")
        .def_property_readonly(
            "code_with_constants",
            [](ScriptModule& self) { return codeAndConstants(*self.method("forward")); },
            "The source of forward, and the constants that it names CONSTANTS.c0 and so on.")
        .def_property_readonly(
            "graph", [](ScriptModule& self) { return graphText(*self.method("forward"), false); },
            "The graph of forward as text.")
        .def_property_readonly(
            "inlined_graph",
            [](ScriptModule& self) { return graphText(*self.method("forward"), true); },
            "The graph of forward as text, with everything that it calls inlined.");
}

} // namespace torchsharp
