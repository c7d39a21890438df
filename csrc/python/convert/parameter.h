#pragma once

#include <string>

#include <ATen/core/class_type.h>
#include <pybind11/pybind11.h>

namespace torchsharp {

inline bool isParameter(const c10::ClassType& type, const std::string& name) {
    const auto slot = type.findAttributeSlot(name);
    return slot && type.is_parameter(*slot);
}

// Makes a torch.nn.Parameter of a tensor object that is a parameter of a module, in place: the tensor
// stays the same. torch.jit hands the parameters of a loaded module out as plain tensors, which
// torch.nn.Module treats as less when they are a child's.
void markAsParameter(const pybind11::object& tensor);

} // namespace torchsharp
