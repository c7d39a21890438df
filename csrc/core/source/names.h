#pragma once

#include <memory>
#include <string>

#include <torch/csrc/jit/frontend/sugared_value.h>

namespace torchsharp {

// What source text may name beside its own definitions and Python's built-in functions: torch, its
// parts jit, ops, classes, autograd, linalg, special and fft, and math. Null for any other name.
std::shared_ptr<torch::jit::SugaredValue> moduleNamed(const std::string& name);

// A class written in C++ by the name that a type has: torch.classes.NAMESPACE.Class. Null: none.
c10::TypePtr customClass(const std::string& name);

} // namespace torchsharp
