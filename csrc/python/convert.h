#pragma once

#include <string>

#include <ATen/core/ivalue.h>
#include <pybind11/pybind11.h>

namespace torchsharp {

// A Python object that does not fit the type wanted of it.
struct PythonMismatch {
    std::string got;
};

// Converts by the type that the schema wants. The common kinds are read here, the rest by libtorch's
// own converter. Throws PythonMismatch. Needs the GIL.
c10::IValue fromPython(PyObject* object, const c10::TypePtr& type);

// Returns a new reference. Needs the GIL. declared is what the schema says, null where nothing does: it
// tells a plain tuple from a named one, which the value itself takes microseconds to.
PyObject* toPython(const c10::IValue& value, const c10::Type* declared);

// Imports torch where nothing has done so yet: only then can a tensor become a Python object.
void ensureTorch();

} // namespace torchsharp
