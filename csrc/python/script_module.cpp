#include "python/script_module.h"

#include <pybind11/stl.h>

#include "core/archive.h"
#include "core/device.h"
#include "core/named_types.h"
#include "core/names.h"
#include "core/object.h"
#include "python/call.h"
#include "python/convert.h"
#include "python/describe.h"
#include "python/errors.h"
#include "python/gil.h"
#include "python/names.h"
#include "python/script_method.h"
#include "python/slots.h"

namespace py = pybind11;

namespace torchsharp {

std::shared_ptr<const Callable> ScriptModule::method(const std::string& name) {
    auto& known = methods_[name];
    if (!known) {
        try {
            known = Callable::ofMethod(module_, name, false);
        } catch (...) {
            methods_.erase(name);
            throw;
        }
    }
    return known;
}

const Callable& ScriptModule::call() {
    if (!call_) {
        call_ = Callable::ofMethod(module_, "forward", true);
    }
    return *call_;
}

torch::jit::Module moduleFromPython(const py::object& object) {
    if (py::isinstance<ScriptModule>(object)) {
        return object.cast<const ScriptModule&>().module();
    }
    ensureTorch();
    const py::object inner = py::getattr(object, "_c", object);
    try {
        return inner.cast<torch::jit::Module>();
    } catch (const py::builtin_exception&) { // a cast that failed
        const std::string type = py::str(py::type::of(object).attr("__name__"));
        throw Error(TSP_ERROR_TYPE, "expected a torch.jit.ScriptModule or a torchsharp_py.jit."
                                    "ScriptModule, not " +
                                        type + ". Script or trace a Python module first.");
    }
}

namespace {

PyObject* callModule(PyObject* self, PyObject* args, PyObject* kwargs) {
    auto* module = instanceOf<ScriptModule>(self);
    if (module == nullptr) {
        PyErr_SetString(PyExc_TypeError, "ScriptModule is not initialised");
        return nullptr;
    }
    try {
        return callFromPython(module->call(), args, kwargs);
    } catch (...) {
        setPythonError(std::current_exception());
        return nullptr;
    }
}

std::unique_ptr<ScriptModule> load(const std::string& path,
                                   const std::optional<std::string>& device) {
    const ReleaseGil released;
    std::optional<c10::Device> target;
    if (device) {
        target = parseDevice(*device);
    }
    return std::make_unique<ScriptModule>(loadModule(fileSource(path), target));
}

py::object toTorch(const ScriptModule& self) {
    ensureTorch();
    return py::module_::import("torch.jit._recursive")
        .attr("wrap_cpp_module")(py::cast(self.module()));
}

py::object invoke(ScriptModule& self, const std::string& name, const py::args& args,
                  const py::kwargs& kwargs) {
    const auto method = self.method(name);
    return py::reinterpret_steal<py::object>(callFromPython(*method, args.ptr(), kwargs.ptr()));
}

// Python asks for many names that no model has (__array__, _repr_html_, ...).
py::object getMember(ScriptModule& self, const std::string& name) {
    const auto& type = *self.module().type();
    if (type.findMethod(name) == nullptr && hasAttribute(type, name)) {
        const auto value = getAttribute(self.module()._ivalue(), name);
        return py::reinterpret_steal<py::object>(toPython(value, nullptr));
    }
    return py::cast(ScriptMethod{self.method(name)});
}

ScriptModule& train(ScriptModule& self, bool mode) {
    self.module().train(mode);
    return self;
}

// Takes text or a torch.device, whose text is the same.
ScriptModule& moveTo(ScriptModule& self, const py::object& device) {
    const std::string text = py::str(device);
    const ReleaseGil released;
    self.module().to(parseDevice(text));
    return self;
}

} // namespace

void bindScriptModule(py::module_& module) {
    py::class_<ScriptModule> bound(module, "ScriptModule", py::is_final(), typeSlots(&callModule),
                                   "A TorchScript module: call it, or one of its methods by name.");
    refusePickling(bound);
    bound.def_static("_load", &load, py::arg("path"), py::arg("device"))
        .def_static("_wrap",
                    [](const py::object& object) {
                        return std::make_unique<ScriptModule>(moduleFromPython(object));
                    })
        .def("_save",
             [](const ScriptModule& self, const std::string& path) {
                 const ReleaseGil released;
                 saveModule(self.module(), ByteSink::file(path));
             })
        .def("invoke", &invoke, py::arg("name"), py::pos_only(),
             "Calls a method by name with positional and keyword arguments.")
        .def("__getattr__", &getMember)
        .def("__dir__",
             [](const py::object& self) {
                 const auto& module = self.cast<const ScriptModule&>().module();
                 auto names = methodNames(module);
                 for (const auto& attribute : attributesOf(*module.type())) {
                     names.push_back(attribute.first);
                 }
                 return namesOf(self, names);
             })
        .def_property_readonly(
            "methods", [](const ScriptModule& self) { return methodNames(self.module()); },
            "The names of its methods.")
        .def_property_readonly(
            "type_name", [](const ScriptModule& self) { return typeName(self.module()); },
            "The name of its TorchScript class.")
        .def(
            "schema",
            [](ScriptModule& self, const std::string& name) {
                return schemaObject(*self.method(name));
            },
            py::arg("name") = "forward",
            "A method's signature: str() of it is as TorchScript prints it.")
        .def_property_readonly(
            "training", [](const ScriptModule& self) { return self.module().is_training(); },
            "Whether it is in training mode.")
        .def("train", &train, py::arg("mode") = true, py::return_value_policy::reference,
             "Sets training mode on it and its submodules; returns it.")
        .def(
            "eval", [](ScriptModule& self) -> ScriptModule& { return train(self, false); },
            py::return_value_policy::reference,
            "Sets evaluation mode on it and its submodules; returns it.")
        .def("to", &moveTo, py::arg("device"), py::return_value_policy::reference,
             "Moves parameters and buffers to a device, in place; returns the module.")
        .def(
            "cpu", [](ScriptModule& self) -> ScriptModule& { return moveTo(self, py::str("cpu")); },
            py::return_value_policy::reference, "As to('cpu').")
        .def(
            "cuda",
            [](ScriptModule& self, std::optional<int> index) -> ScriptModule& {
                const std::string suffix = index ? ":" + std::to_string(*index) : "";
                return moveTo(self, py::str("cuda" + suffix));
            },
            py::arg("index") = py::none(), py::return_value_policy::reference, "As to('cuda').")
        .def("_describe", [](const ScriptModule& self) { return describeModule(self.module()); })
        .def(
            "_graph",
            [](const ScriptModule& self, const std::string& method, bool inlined) {
                return graphText(self.module(), method, inlined);
            },
            py::arg("method"), py::arg("inlined"))
        .def(
            "_graph_tree",
            [](const ScriptModule& self, const std::string& method, bool inlined) {
                return graphTree(self.module(), method, inlined);
            },
            py::arg("method"), py::arg("inlined"))
        .def(
            "create",
            [](const ScriptModule& self, const std::string& name, const py::args& args,
               const py::kwargs& kwargs) {
                const auto made = Callable::ofClass(findClass(namedTypesOf(self.module()), name));
                return py::reinterpret_steal<py::object>(
                    callFromPython(*made, args.ptr(), kwargs.ptr()));
            },
            py::arg("class_name"), py::pos_only(),
            "Makes an instance of a TorchScript class that the module knows, by the class's "
            "qualified name or the last part of it.")
        .def("to_torch", &toTorch,
             "The same module as a torch.jit.ScriptModule; nothing is copied.")
        .def("__repr__", [](const ScriptModule& self) {
            std::string text = "<ScriptModule " + typeName(self.module()) + ":";
            for (const auto& name : methodNames(self.module())) {
                text += " " + name;
            }
            return text + ">";
        });
}

} // namespace torchsharp
