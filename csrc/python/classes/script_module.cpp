#include "python/classes/script_module.h"

#include <array>
#include <unordered_map>

#include <pybind11/stl.h>
#include <torch/csrc/autograd/python_variable.h>

#include "core/calls/object.h"
#include "core/modules/training_mode.h"
#include "core/types/named_types.h"
#include "core/types/names.h"
#include "python/calls/call.h"
#include "python/calls/errors.h"
#include "python/calls/host_lock.h"
#include "python/calls/slots.h"
#include "python/classes/attributes.h"
#include "python/classes/describe.h"
#include "python/classes/graph.h"
#include "python/classes/names.h"
#include "python/classes/script_method.h"
#include "python/classes/script_module_bindings.h"
#include "python/convert/parameter.h"
#include "python/convert/python_modules.h"
#include "python/convert/to_python.h"
#include "python/convert/torch_module.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

// The Python object of each module; the GIL guards it.
std::unordered_map<const c10::ivalue::Object*, ScriptModule*>& knownModules() {
    static auto& known = *new std::unordered_map<const c10::ivalue::Object*, ScriptModule*>();
    return known;
}

} // namespace

ScriptModule::ScriptModule(Module module) : module_(std::move(module)) {
    knownModules()[module_.object().get()] = this;
}

ScriptModule::~ScriptModule() { knownModules().erase(module_.object().get()); }

py::object ScriptModule::of(Module module) {
    const auto known = knownModules().find(module.object().get());
    if (known != knownModules().end()) { // pybind11 knows the Python object around it
        return py::cast(known->second, py::return_value_policy::reference);
    }
    return py::cast(std::make_unique<ScriptModule>(std::move(module)));
}

std::shared_ptr<const Callable> ScriptModule::method(const std::string& name) {
    const auto known = methods_.find(name);
    if (known != methods_.end()) {
        return known->second;
    }
    return methods_[name] = Callable::ofMethod(module_, name, false);
}

std::shared_ptr<const Callable> ScriptModule::constructor(const std::string& className) {
    const auto known = constructors_.find(className);
    if (known != constructors_.end()) {
        return known->second;
    }
    const auto type = findClass(namedTypesOf(module_), className);
    return constructors_[className] = Callable::ofClass(type);
}

const std::shared_ptr<const Callable>& ScriptModule::call() {
    if (!call_) {
        call_ = Callable::ofMethod(module_, "forward", true);
    }
    return call_;
}

void ScriptModule::keepChild(const py::object& self, const py::object& name,
                             const py::object& child) {
    const py::dict state = self.attr("__dict__");
    const char* key = "_children_kept";
    if (!state.contains(key)) {
        state[key] = py::dict();
    }
    state[key][name] = child;
    child.cast<ScriptModule&>().notePartOf(self.cast<const ScriptModule&>());
}

std::string ScriptModule::whole() const {
    const auto known = knownModules().find(whole_);
    if (known == knownModules().end()) {
        return "";
    }
    // Another module may have its address, or another part its place.
    const auto& module = known->second->module_;
    for (size_t i = 0; i < module.type()->numAttributes(); ++i) {
        const auto value = slotOf(module.object(), i);
        if (value.isObject() && value.toObject() == module_.object()) {
            return typeName(module);
        }
    }
    return "";
}

std::shared_ptr<const ScriptModule::Names>
ScriptModule::placeNames(const std::shared_ptr<const TensorLayout>& layout) {
    if (namedLayout_ != layout) {
        auto names = std::make_shared<Names>();
        for (const auto& place : layout->places) {
            names->emplace_back(place.name);
        }
        names_ = std::move(names);
        namedLayout_ = layout;
    }
    return names_;
}

Module moduleFromPython(const py::object& object) {
    if (py::isinstance<ScriptModule>(object)) {
        return object.cast<const ScriptModule&>().module();
    }
    ensureTorch();
    if (auto module = fromTorchModule(py::getattr(object, "_c", object))) {
        noteUnitOfTorch();
        return *std::move(module);
    }
    const std::string type = py::str(py::type::of(object).attr("__name__"));
    throw Error(TSP_ERROR_TYPE, "expected a torch.jit.ScriptModule or a torchsharp_py.jit."
                                "ScriptModule, not " +
                                    type + ": script or trace a Python module first");
}

namespace {

py::object invoke(ScriptModule& self, const std::string& name, const py::args& args,
                  const py::kwargs& kwargs) {
    const auto method = self.method(name);
    return py::reinterpret_steal<py::object>(callFromPython(*method, args.ptr(), kwargs.ptr()));
}

std::string listed(const std::string& what, const std::vector<std::string>& names) {
    return names.empty() ? "no " + what : "the " + what + " " + joinNames(names);
}

[[noreturn]] void throwUnknownName(const Module& module, const std::string& name) {
    std::vector<std::string> attributes;
    for (const auto& attribute : attributesOf(*module.type())) {
        attributes.push_back(attribute.first);
    }
    throw Error(TSP_ERROR_UNKNOWN_METHOD,
                "'" + typeName(module) + "' has no method or attribute '" + name + "'. It has " +
                    listed("methods", methodNames(module)) + " and " +
                    listed("attributes", attributes) + ".");
}

// Python asks for many names that no model has (__array__, _repr_html_, ...).
py::object getMember(const py::object& self, const std::string& name) {
    auto& script = self.cast<ScriptModule&>();
    const auto& module = script.module();
    const auto& type = *module.type();
    if (type.findMethod(name) != nullptr) {
        return methodObject(script.method(name));
    }
    if (!hasAttribute(type, name)) {
        throwUnknownName(module, name);
    }
    const auto value = readAttribute(module.object(), name);
    py::object read = asPython(value);
    if (value.isModule()) {
        ScriptModule::keepChild(self, py::str(name), read);
    } else if (value.isTensor() && isParameter(type, name)) {
        markAsParameter(read);
    }
    return read;
}

// Frameworks store things on modules under names that begin with an underscore; any other new name
// is more likely a typo.
void setMember(const py::object& self, const py::str& name, const py::object& value) {
    const auto& module = self.cast<const ScriptModule&>().module();
    const auto text = name.cast<std::string>();
    if (!text.starts_with('_') || hasAttribute(*module.type(), text)) {
        writeAttribute(module.object(), text, value);
        if (isChild(*module.type(), text)) { // keeps the new one in place of the old one
            getMember(self, text);
        }
    } else if (PyObject_GenericSetAttr(self.ptr(), name.ptr(), value.ptr()) != 0) {
        throw py::error_already_set();
    }
}

ScriptModule& train(ScriptModule& self, bool mode) {
    setTraining(self.module(), mode);
    return self;
}

// The class that isinstance() sees: see torchsharp_py/_module/face.py.
PyObject* faceOf(PyObject* self, void*) {
    static PyObject* face = nullptr; // the GIL guards it
    try {
        if (face == nullptr && THPVariableClass != nullptr) {
            const py::object found = py::module_::import(python_modules::moduleFace).attr("face")();
            face = found.is_none() ? nullptr : found.inc_ref().ptr();
        }
    } catch (...) {
        setPythonError(std::current_exception());
        return nullptr;
    }
    PyObject* shown = face != nullptr ? face : reinterpret_cast<PyObject*>(Py_TYPE(self));
    return Py_NewRef(shown);
}

py::custom_type_setup moduleSlots() {
    static std::array<PyGetSetDef, 3> attributes{{
        {"__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, nullptr, nullptr},
        {"__class__", &faceOf, nullptr, nullptr, nullptr},
        {nullptr, nullptr, nullptr, nullptr, nullptr},
    }};
    return py::custom_type_setup([](PyHeapTypeObject* type) {
        type->ht_type.tp_new = &refuseNew;
        type->ht_type.tp_call = &callModule;
        type->ht_type.tp_getset = attributes.data();
        type->ht_type.tp_traverse = &visitModule;
        type->ht_type.tp_clear = &clearModule;
    });
}

} // namespace

void bindScriptModule(py::module_& module) {
    py::class_<ScriptModule> bound(module, "ScriptModule", py::is_final(), py::dynamic_attr(),
                                   moduleSlots(),
                                   "A TorchScript module: call it, or one of its methods by name.");
    refusePickling(bound);
    bound
        .def_static(
            "_wrap",
            [](const py::object& object) { return ScriptModule::of(moduleFromPython(object)); })
        .def("invoke", &invoke, py::arg("name"), py::pos_only(),
             "Calls a method by name with positional and keyword arguments.")
        .def("__getattr__", &getMember)
        .def("__setattr__", &setMember)
        .def(
            "_method",
            [](ScriptModule& self, const std::string& name) {
                return methodObject(self.method(name));
            },
            py::arg("name"))
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
        .def_property_readonly("_whole", &ScriptModule::whole)
        .def_property_readonly(
            "type_name", [](const ScriptModule& self) { return typeName(self.module()); },
            "The name of its TorchScript class.")
        .def(
            "schema",
            [](ScriptModule& self, const std::string& name) {
                return schemaObject(*self.method(name));
            },
            py::arg("name") = "forward",
            "A method's signature; str() prints it as TorchScript does.")
        .def_property(
            "training", [](const ScriptModule& self) { return isTraining(self.module()); },
            [](const ScriptModule& self, const py::object& mode) {
                writeAttribute(self.module().object(), "training", mode);
            },
            "Whether it is in training mode; setting it does not change its submodules.")
        .def("train", &train, py::arg("mode") = true, py::return_value_policy::reference,
             "Sets training mode on it and its submodules; returns it.")
        .def(
            "eval", [](ScriptModule& self) -> ScriptModule& { return train(self, false); },
            py::return_value_policy::reference,
            "Sets evaluation mode on it and its submodules; returns it.")
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
            [](ScriptModule& self, const std::string& name, const py::args& args,
               const py::kwargs& kwargs) {
                const auto made = self.constructor(name);
                return py::reinterpret_steal<py::object>(
                    callFromPython(*made, args.ptr(), kwargs.ptr()));
            },
            py::arg("class_name"), py::pos_only(),
            "Creates an instance of a TorchScript class that the module knows, by the class's "
            "qualified name or the last part of it.")
        .def_property_readonly(
            "_c", [](const ScriptModule& self) { return toTorchModule(self.module()); },
            "The module as torch._C has it.")
        .def(
            "to_torch", [](const ScriptModule& self) { return toTorchScriptModule(self.module()); },
            "The same module as a torch.jit.ScriptModule; nothing is copied.")
        .def("__repr__", [](const ScriptModule& self) {
            std::string text = "<ScriptModule " + typeName(self.module()) + ":";
            for (const auto& name : methodNames(self.module())) {
                text += " " + name;
            }
            return text + ">";
        });
    bindModuleFiles(bound);
    bindModuleState(bound);
    bindModuleMoving(bound);
    bindModuleCalls(bound);
    bindModuleFreezing(bound);
}

} // namespace torchsharp
