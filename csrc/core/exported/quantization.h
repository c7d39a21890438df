#pragma once

#include <string>
#include <vector>

#include "core/exported/native_operators.h"

namespace torchsharp {

// The operators of quantized programs (PT2E), torch.ops.quantized_decomposed: the same results as
// PyTorch's own, which are written in Python.
std::vector<NativeOperator> quantizationOperators();

} // namespace torchsharp
