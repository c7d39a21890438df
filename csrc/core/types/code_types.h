#pragma once

#include <vector>

#include <ATen/core/function.h>
#include <ATen/core/jit_type.h>

namespace torchsharp {

// The types of the values in the code of a function, in its order; none for a function in C++.
std::vector<c10::TypePtr> typesInCode(torch::jit::Function& function);

} // namespace torchsharp
