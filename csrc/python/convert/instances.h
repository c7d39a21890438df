#pragma once

#include <ATen/core/ivalue.h>
#include <pybind11/pybind11.h>

namespace torchsharp {

// Instances of TorchScript classes whose class was scripted from Python in this process. libtorch
// converts them too, but recurses without a limit, takes None for values that it must not be, and
// believes that classes of the same name have the same attributes.

// The attributes of any Python object as an instance of the class. Throws PythonMismatch.
c10::IValue instanceFromPython(PyObject* object, const c10::ClassTypePtr& type);

// An instance of the Python class that was scripted, with converted attributes; null if this
// process has no such class.
pybind11::object instanceToPython(const c10::IValue& value);

} // namespace torchsharp
