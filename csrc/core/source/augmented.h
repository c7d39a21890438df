#pragma once

#include <memory>
#include <string>

#include <torch/csrc/jit/frontend/sugared_value.h>

namespace torchsharp {

// What x %= y and x //= y assign to x, under the name of the operator, which no source can define.
// As in Python, a tensor is changed in place. libtorch compiles x %= y to fmod, whose sign is that
// of C, and does not know the other one. Null for any other name.
std::shared_ptr<torch::jit::SugaredValue> augmentedOperator(const std::string& name);

} // namespace torchsharp
