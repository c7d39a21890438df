#include "python/convert.h"

#include <torch/csrc/autograd/python_variable.h>
#include <torch/csrc/jit/python/pybind_utils.h>

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

// The declared type of the elements: one type for all, or one for each; null where it is not known.
const c10::Type* elementType(const c10::Type* declared, c10::TypeKind kind, size_t i) {
    if (declared == nullptr || declared->kind() != kind) {
        return nullptr;
    }
    const auto types = declared->containedTypes();
    const size_t index = kind == c10::TypeKind::ListType ? 0 : i;
    return index < types.size() ? types[index].get() : nullptr;
}

PyObject* writeTuple(c10::ArrayRef<IValue> elements, const c10::Type* declared) {
    auto tuple = py::reinterpret_steal<py::object>(
        checked(PyTuple_New(static_cast<Py_ssize_t>(elements.size()))));
    for (size_t i = 0; i < elements.size(); ++i) {
        const auto* type = elementType(declared, c10::TypeKind::TupleType, i);
        PyTuple_SET_ITEM(tuple.ptr(), static_cast<Py_ssize_t>(i), toPython(elements[i], type));
    }
    return tuple.release().ptr();
}

PyObject* writeList(c10::ArrayRef<IValue> elements, const c10::Type* declared) {
    const auto* type = elementType(declared, c10::TypeKind::ListType, 0);
    auto list = py::reinterpret_steal<py::object>(
        checked(PyList_New(static_cast<Py_ssize_t>(elements.size()))));
    for (size_t i = 0; i < elements.size(); ++i) {
        PyList_SET_ITEM(list.ptr(), static_cast<Py_ssize_t>(i), toPython(elements[i], type));
    }
    return list.release().ptr();
}

bool isPlainTuple(const IValue& value, const c10::Type* declared) {
    const auto* type = declared == nullptr ? nullptr : declared->castRaw<c10::TupleType>();
    if (type != nullptr) {
        return type->schema() == nullptr;
    }
    return value.toTupleRef().type()->castRaw<c10::TupleType>()->schema() == nullptr;
}

} // namespace

void ensureTorch() {
    if (THPVariableClass == nullptr) {
        py::module_::import("torch");
    }
}

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
    if (value.isTuple() && isPlainTuple(value, declared)) {
        return writeTuple(value.toTupleRef().elements().asArrayRef(), declared);
    }
    if (value.isList()) {
        return writeList(value.toListRef(), declared);
    }
    ensureTorch();
    return torch::jit::toPyObject(value).release().ptr();
}

} // namespace torchsharp
