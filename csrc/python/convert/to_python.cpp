#include "python/convert/to_python.h"

#include <ATen/core/Dict.h>
#include <torch/csrc/autograd/python_variable.h>
#include <torch/csrc/jit/python/pybind_utils.h>

#include "core/types/class_type.h"
#include "core/types/named_types.h"
#include "python/convert/ensure_torch.h"
#include "python/convert/instances.h"
#include "python/convert/nesting.h"
#include "python/convert/own_objects.h"
#include "python/convert/python_modules.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

using c10::IValue;

PyObject* checked(PyObject* object) {
    if (object == nullptr) {
        throw py::error_already_set();
    }
    return object;
}

// The declared type of the elements: one type for all, or one for each; null if unknown.
const c10::Type* elementType(const c10::Type* declared, c10::TypeKind kind, size_t i) {
    if (declared == nullptr || declared->kind() != kind) {
        return nullptr;
    }
    const auto types = declared->containedTypes();
    const size_t index = kind == c10::TypeKind::ListType ? 0 : i;
    return index < types.size() ? types[index].get() : nullptr;
}

PyObject* writeTuple(c10::ArrayRef<IValue> elements, const c10::Type* declared) {
    const WritingLevel level;
    auto tuple = py::reinterpret_steal<py::object>(
        checked(PyTuple_New(static_cast<Py_ssize_t>(elements.size()))));
    for (size_t i = 0; i < elements.size(); ++i) {
        const auto* type = elementType(declared, c10::TypeKind::TupleType, i);
        PyTuple_SET_ITEM(tuple.ptr(), static_cast<Py_ssize_t>(i), toPython(elements[i], type));
    }
    return tuple.release().ptr();
}

PyObject* writeList(c10::ArrayRef<IValue> elements, const c10::Type* declared) {
    const WritingLevel level;
    const auto* type = elementType(declared, c10::TypeKind::ListType, 0);
    auto list = py::reinterpret_steal<py::object>(
        checked(PyList_New(static_cast<Py_ssize_t>(elements.size()))));
    for (size_t i = 0; i < elements.size(); ++i) {
        PyList_SET_ITEM(list.ptr(), static_cast<Py_ssize_t>(i), toPython(elements[i], type));
    }
    return list.release().ptr();
}

PyObject* writeInts(c10::ArrayRef<IValue> elements) {
    auto list = py::reinterpret_steal<py::object>(
        checked(PyList_New(static_cast<Py_ssize_t>(elements.size()))));
    for (size_t i = 0; i < elements.size(); ++i) {
        PyList_SET_ITEM(list.ptr(), static_cast<Py_ssize_t>(i),
                        checked(PyLong_FromLongLong(elements[i].toInt())));
    }
    return list.release().ptr();
}

PyObject* writeDict(const c10::impl::GenericDict& dict) {
    const WritingLevel level;
    auto result = py::reinterpret_steal<py::object>(checked(PyDict_New()));
    const auto keyType = dict.keyType();
    const auto mappedType = dict.valueType();
    for (const auto& item : dict) {
        const auto key = asPython(item.key(), keyType.get());
        const auto mapped = asPython(item.value(), mappedType.get());
        if (PyDict_SetItem(result.ptr(), key.ptr(), mapped.ptr()) != 0) {
            throw py::error_already_set();
        }
    }
    return result.release().ptr();
}

PyObject* writeNamedTuple(const IValue& value, const c10::TupleType& type) {
    const auto items = py::reinterpret_steal<py::object>(
        writeTuple(value.toTupleRef().elements().asArrayRef(), &type));
    return checked(PyObject_CallObject(namedTupleClass(type), items.ptr()));
}

// By the class that was scripted in this process, which only libtorch knows, or as an EnumValue.
PyObject* writeEnum(const IValue& value) {
    ensureTorch();
    try {
        return torch::jit::toPyObject(value).release().ptr();
    } catch (const std::exception&) { // there is no such class here
    }
    const auto holder = value.toEnumHolder();
    const auto member = asPython(holder->value());
    return py::module_::import(python_modules::enumValue)
        .attr("EnumValue")(holder->qualifiedClassName(), holder->name(), member)
        .release()
        .ptr();
}

// An instance of the Python class that was scripted in this process, or a handle; libtorch has its
// own handle for C++ classes.
PyObject* writeObject(const IValue& value) {
    ensureTorch();
    if (!value.isObject()) {
        return torch::jit::toPyObject(value).release().ptr();
    }
    try {
        auto instance = isWrittenInCpp(*value.toObjectRef().type()) ? torch::jit::toPyObject(value)
                                                                    : instanceToPython(value);
        if (instance) {
            return instance.release().ptr();
        }
    } catch (const py::error_already_set& error) { // the class refuses an attribute
        if (error.matches(PyExc_MemoryError) || !error.matches(PyExc_Exception)) {
            throw;
        }
    }
    return ownObjects().objectOf(value).release().ptr();
}

} // namespace

PyObject* toPython(const c10::IValue& value, const c10::Type* declared) {
    if (declared != nullptr && declared->kind() == c10::TypeKind::OptionalType) {
        declared = declared->expectRef<c10::OptionalType>().getElementType().get();
    }
    if (value.isTensor()) {
        ensureTorch();
        return checked(THPVariable_Wrap(value.toTensor()));
    }
    if (value.isInt()) {
        return checked(PyLong_FromLongLong(value.toInt()));
    }
    if (value.isDouble()) {
        return checked(PyFloat_FromDouble(value.toDouble()));
    }
    if (value.isBool()) {
        return PyBool_FromLong(value.toBool() ? 1 : 0);
    }
    if (value.isNone()) {
        Py_RETURN_NONE;
    }
    if (value.isString()) {
        const auto text = value.toStringView();
        return checked(PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()),
                                            "surrogateescape"));
    }
    if (value.isTuple()) {
        const auto* named = namedTupleType(value, declared);
        return named != nullptr ? writeNamedTuple(value, *named)
                                : writeTuple(value.toTupleRef().elements().asArrayRef(), declared);
    }
    if (value.isIntList()) {
        return writeInts(value.toListRef());
    }
    if (value.isList()) {
        return writeList(value.toListRef(), declared);
    }
    if (value.isGenericDict()) {
        return writeDict(value.toGenericDict());
    }
    if (value.isComplexDouble()) {
        const auto number = value.toComplexDouble();
        return checked(PyComplex_FromDoubles(number.real(), number.imag()));
    }
    if (value.isEnum()) {
        return writeEnum(value);
    }
    if (value.isModule() || value.isFuture() || value.isAwait()) {
        return ownObjects().objectOf(value).release().ptr();
    }
    return writeObject(value);
}

} // namespace torchsharp
