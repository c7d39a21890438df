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

PyObject* writeTuple(c10::ArrayRef<IValue> elements) {
    auto tuple = py::reinterpret_steal<py::object>(
        checked(PyTuple_New(static_cast<Py_ssize_t>(elements.size()))));
    for (size_t i = 0; i < elements.size(); ++i) {
        PyTuple_SET_ITEM(tuple.ptr(), static_cast<Py_ssize_t>(i), toPython(elements[i]));
    }
    return tuple.release().ptr();
}

PyObject* writeList(c10::ArrayRef<IValue> elements) {
    auto list = py::reinterpret_steal<py::object>(
        checked(PyList_New(static_cast<Py_ssize_t>(elements.size()))));
    for (size_t i = 0; i < elements.size(); ++i) {
        PyList_SET_ITEM(list.ptr(), static_cast<Py_ssize_t>(i), toPython(elements[i]));
    }
    return list.release().ptr();
}

bool isPlainTuple(const IValue& value) {
    const auto* type = value.toTupleRef().type()->castRaw<c10::TupleType>();
    return type->schema() == nullptr;
}

} // namespace

void ensureTorch() {
    if (THPVariableClass == nullptr) {
        py::module_::import("torch");
    }
}

PyObject* toPython(const c10::IValue& value) {
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
    if (value.isTuple() && isPlainTuple(value)) {
        return writeTuple(value.toTupleRef().elements().asArrayRef());
    }
    if (value.isList()) {
        return writeList(value.toListRef());
    }
    ensureTorch();
    return torch::jit::toPyObject(value).release().ptr();
}

} // namespace torchsharp
