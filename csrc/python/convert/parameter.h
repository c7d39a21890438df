#pragma once

#include <string>

#include <ATen/core/class_type.h>
#include <pybind11/pybind11.h>

namespace torchsharp {

inline bool isParameter(const c10::ClassType& type, const std::string& name) {
    const auto slot = type.findAttributeSlot(name);
    return slot && type.is_parameter(*slot);
}

// Turns the tensor object of a module's parameter into a torch.nn.Parameter in place: the tensor
// stays the same. torch.jit returns the parameters of a loaded module as plain tensors, which
// torch.nn.Module does not treat as parameters when they belong to a child.
void markAsParameter(const pybind11::object& tensor);

} // namespace torchsharp
