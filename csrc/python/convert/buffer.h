#pragma once

#include <optional>

#include <ATen/core/ivalue.h>
#include <pybind11/pybind11.h>

namespace torchsharp {

// A List[int], List[float] or List[bool] from a one-dimensional object with the buffer protocol,
// such as a NumPy array or an array.array. None for other objects, or if the numbers might not fit.
std::optional<c10::IValue> denseListFromBuffer(PyObject* object, const c10::Type& element);

} // namespace torchsharp
