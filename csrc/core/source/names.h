#pragma once

#include <memory>
#include <string>

#include <torch/csrc/jit/frontend/sugared_value.h>

namespace torchsharp {

// What source text may name besides its own definitions and Python's built-in functions: torch, its
// parts jit, ops, classes, autograd, linalg, special and fft, and math. Null for any other name.
std::shared_ptr<torch::jit::SugaredValue> moduleNamed(const std::string& name);

// A class written in C++, by its name torch.classes.NAMESPACE.Class; null if there is none.
c10::TypePtr customClass(const std::string& name);

} // namespace torchsharp
