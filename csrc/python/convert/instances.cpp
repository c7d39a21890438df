#include "python/convert/instances.h"

#include <set>

#include <ATen/core/class_type.h>
#include <torch/csrc/jit/python/pybind_utils.h>

#include "core/types/class_type.h"
#include "python/convert/from_python.h"
#include "python/convert/nesting.h"
#include "python/convert/python_modules.h"
#include "python/convert/to_python.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

py::object attributeOf(PyObject* object, const std::string& name) {
    auto value = py::reinterpret_steal<py::object>(PyObject_GetAttrString(object, name.c_str()));
    if (value) {
        return value;
    }
    if (PyErr_ExceptionMatches(PyExc_AttributeError) == 0) {
        throw py::error_already_set(); // a property of the object's class failed
    }
    PyErr_Clear();
    throw PythonMismatch{std::string(Py_TYPE(object)->tp_name) + ", which has no attribute '" +
                         name + "'"};
}

std::set<std::string> attributeNames(const c10::ClassType& type) {
    std::set<std::string> names;
    for (size_t i = 0; i < type.numAttributes(); ++i) {
        names.insert(type.getAttributeName(i));
    }
    return names;
}

// The Python class that was scripted with that name and those attributes, or None: a model may
// bring another class of the same name.
py::object scriptedClass(const c10::ClassType& type) {
    const auto unit = torch::jit::get_python_cu();
    const auto known = type.name() ? unit->get_class(*type.name()) : nullptr;
    if (!known || attributeNames(*known) != attributeNames(type)) {
        return py::none();
    }
    return py::module_::import(python_modules::torchJitState)
        .attr("_get_python_class")(type.name()->qualifiedName());
}

} // namespace

c10::IValue instanceFromPython(PyObject* object, const c10::ClassTypePtr& type) {
    const ReadingLevel level;
    if (type->is_module() || isWrittenInCpp(*type)) {
        throwMismatch(object); // only objects that hold such a value fit
    }
    auto instance = c10::ivalue::Object::create(c10::StrongTypePtr(type->compilation_unit(), type),
                                                type->numAttributes());
    for (size_t i = 0; i < type->numAttributes(); ++i) {
        const auto& name = type->getAttributeName(i);
        const auto value = attributeOf(object, name);
        try {
            instance->setSlot(i, fromPython(value.ptr(), type->getAttribute(i)));
        } catch (const PythonMismatch& mismatch) {
            if (mismatch.got == tooDeepText) {
                throw; // the path to it would be as long
            }
            throw PythonMismatch{std::string(Py_TYPE(object)->tp_name) + " with attribute '" +
                                 name + "' of " + mismatch.got};
        }
    }
    return instance;
}

py::object instanceToPython(const c10::IValue& value) {
    const WritingLevel level;
    const auto type = value.toObjectRef().type();
    if (isWrittenInCpp(*type)) {
        return {};
    }
    const auto scripted = scriptedClass(*type);
    if (scripted.is_none()) {
        return {};
    }
    const auto& instance = value.toObjectRef();
    auto made = scripted.attr("__new__")(scripted);
    for (size_t i = 0; i < type->numAttributes(); ++i) {
        py::setattr(made, type->getAttributeName(i).c_str(),
                    asPython(instance.getSlot(i), type->getAttribute(i).get()));
    }
    return made;
}

} // namespace torchsharp
