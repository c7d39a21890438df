#pragma once

#include <memory>
#include <string>

#include <torch/csrc/jit/frontend/sugared_value.h>

namespace torchsharp {

// What source text may name beside its own definitions and Python's built-in functions: torch, its
// parts jit, ops, classes and autograd, and math. Null for any other name.
std::shared_ptr<torch::jit::SugaredValue> moduleNamed(const std::string& name);

} // namespace torchsharp
