#pragma once

#include <ATen/core/ivalue.h>
#include <pybind11/pybind11.h>

#include "core/support/live.h"

namespace torchsharp {

// A tensor as an object with the buffer protocol, for programs that do not import torch. A
// parameter that is a tensor takes one, also inside lists, tuples and dictionaries.
struct Array : LiveHandle {
    explicit Array(at::Tensor elements) : tensor(std::move(elements)) {}
    at::Tensor tensor;
};

// A value as Python has it, with Arrays for its tensors. Gives the GIL up while a tensor comes from
// a GPU.
pybind11::object withArrays(const c10::IValue& value);

void bindArray(pybind11::module_& module);

} // namespace torchsharp
