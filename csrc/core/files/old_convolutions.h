#pragma once

#include <torch/csrc/jit/api/module.h>

namespace torchsharp {

// Archives before PyTorch 1.5 pass the stride and its like to each call of a quantized convolution.
// They are in its parameters now: the module's methods are rewritten, as torch.jit.load does.
void replaceOldConvolutions(const torch::jit::Module& module);

} // namespace torchsharp
