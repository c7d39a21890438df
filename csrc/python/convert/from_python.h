#pragma once

#include <string>

#include <ATen/core/ivalue.h>
#include <pybind11/pybind11.h>

namespace torchsharp {

// A Python object that does not fit the expected type.
struct PythonMismatch {
    std::string got;
};

// Throws PythonMismatch with the object's type.
[[noreturn]] void throwMismatch(PyObject* object);

// Converts to the type in the schema. Reads the common kinds itself and leaves the rest to
// libtorch's converter. Throws PythonMismatch. Needs the GIL.
c10::IValue fromPython(PyObject* object, const c10::TypePtr& type);

// The same for containers.
c10::IValue listFromPython(PyObject* object, const c10::TypePtr& type);
c10::IValue dictFromPython(PyObject* object, const c10::DictType& type);
c10::IValue tupleFromPython(PyObject* object, const c10::TypePtr& type);

// Converts with libtorch's converter, which knows every kind but is slower.
c10::IValue convertWithTorch(PyObject* object, const c10::TypePtr& type);

// The same by the object's own type.
c10::IValue inferWithTorch(PyObject* object);

// A value by its Python type alone, if the schema says Any: lists and dicts get the common type of
// their items.
c10::IValue inferFromPython(PyObject* object);

// Whether an object is a str with that text.
bool isText(PyObject* object, const std::string& text);

} // namespace torchsharp
