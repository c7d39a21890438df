#pragma once

#include <string>

#include <ATen/core/ivalue.h>
#include <pybind11/pybind11.h>

namespace torchsharp {

// A Python object that does not fit the type wanted of it.
struct PythonMismatch {
    std::string got;
};

// Throws PythonMismatch with the object's type.
[[noreturn]] void throwMismatch(PyObject* object);

// Converts by the type that the schema wants. The common kinds are read here, the rest by libtorch's
// own converter. Throws PythonMismatch. Needs the GIL.
c10::IValue fromPython(PyObject* object, const c10::TypePtr& type);

// The containers among them.
c10::IValue listFromPython(PyObject* object, const c10::TypePtr& type);
c10::IValue dictFromPython(PyObject* object, const c10::DictType& type);
c10::IValue tupleFromPython(PyObject* object, const c10::TypePtr& type);

// By libtorch's own conversion, which knows every kind, more slowly.
c10::IValue convertWithTorch(PyObject* object, const c10::TypePtr& type);

// A value by its Python type alone, where the schema says Any: lists and dicts get the common type of
// what they hold.
c10::IValue inferFromPython(PyObject* object);

// Whether an object is that text.
bool isText(PyObject* object, const std::string& text);

} // namespace torchsharp
