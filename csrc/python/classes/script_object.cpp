#include "python/classes/script_object.h"

#include <pybind11/stl.h>

#include "core/calls/callable.h"
#include "core/calls/object.h"
#include "core/types/names.h"
#include "core/types/schema.h"
#include "python/calls/slots.h"
#include "python/classes/attributes.h"
#include "python/classes/names.h"
#include "python/classes/script_method.h"
#include "python/convert/to_python.h"

namespace py = pybind11;

namespace torchsharp {

std::shared_ptr<const Callable> ScriptObject::method(const std::string& name) {
    const auto known = methods_.find(name);
    if (known != methods_.end()) {
        return known->second;
    }
    if (classOf(value_)->findMethod(name) == nullptr) {
        return nullptr;
    }
    std::shared_ptr<const Callable> found = Callable::ofObject(value_, name);
    methods_.emplace(name, found);
    return found;
}

namespace {

std::vector<std::string> attributeNames(const ScriptObject& self) {
    std::vector<std::string> names;
    for (const auto& attribute : attributesOf(*classOf(self.value()))) {
        names.push_back(attribute.first);
    }
    return names;
}

py::object getObjectMember(ScriptObject& self, const std::string& name) {
    if (auto method = self.method(name)) {
        return methodObject(std::move(method));
    }
    return asPython(readAttribute(self.value(), name));
}

void setObjectMember(const ScriptObject& self, const std::string& name, const py::object& value) {
    writeAttribute(self.value(), name, value);
}

std::string describe(const ScriptObject& self) {
    return "<ScriptObject " + classOf(self.value())->annotation_str() + ">";
}

} // namespace

void bindScriptObject(py::module_& module) {
    py::class_<ScriptObject> bound(module, "ScriptObject", py::is_final(), typeSlots(nullptr),
                                   "An instance of a TorchScript class: its attributes and methods "
                                   "are attributes.");
    refusePickling(bound, "pickle the module that holds it, or its attributes");
    bound.def("__getattr__", &getObjectMember)
        .def("__setattr__", &setObjectMember)
        .def("__dir__",
             [](const py::object& self) {
                 const auto& object = self.cast<const ScriptObject&>();
                 auto names = methodNames(*classOf(object.value()));
                 const auto attributes = attributeNames(object);
                 names.insert(names.end(), attributes.begin(), attributes.end());
                 return namesOf(self, names);
             })
        .def("__eq__",
             [](const ScriptObject& self, const py::object& other) {
                 return py::isinstance<ScriptObject>(other) &&
                        self.value().is(other.cast<const ScriptObject&>().value());
             })
        .def("__hash__",
             [](const ScriptObject& self) {
                 return reinterpret_cast<intptr_t>(self.value().internalToPointer());
             })
        .def("__repr__", &describe);
}

} // namespace torchsharp
