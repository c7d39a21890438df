#pragma once

#include <optional>

#include <ATen/core/ivalue.h>
#include <pybind11/pybind11.h>

namespace torchsharp {

// A List[int], List[float] or List[bool] from an object of one dimension that shows its memory, such as
// a NumPy array or an array.array. None where it is no such object or its numbers might not fit.
std::optional<c10::IValue> denseListFromBuffer(PyObject* object, const c10::Type& element);

} // namespace torchsharp
