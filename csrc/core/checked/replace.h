#pragma once

#include <ATen/core/Tensor.h>
#include <torch/library.h>

namespace torchsharp {

// libtorch trusts the indices of some operators, and reads and writes wherever they point. Those
// that callers or models can give it are checked here first: the functions of this folder replace
// the kernels for the CPU, for the whole process, and then call them.

// Replaces kernels, before main: the function registers others. libtorch would warn of each one.
bool replaceKernels(void (*registerAll)(torch::Library&)) noexcept;

// Requires integers from `least` to below `limit`; libtorch refuses other types itself.
void requireIndices(const char* name, const char* argument, const at::Tensor& indices,
                    int64_t least, int64_t limit);

// Requires two tensors of one shape.
void requireShape(const char* name, const char* argument, const at::Tensor& given,
                  at::IntArrayRef expected);

} // namespace torchsharp
