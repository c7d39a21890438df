#pragma once

#include <torch/csrc/jit/api/module.h>
#include <torch/optim/optimizer.h>

namespace torchsharp {

// Checks what libtorch reads an optimizer from: it reserves room for as many items as an archive
// says. FORMAT.
void requireCounts(const torch::jit::Module& archive);

// Checks the state that was read: a step assumes that it fits the parameters. FORMAT.
void requireFittingState(torch::optim::Optimizer& optimizer);

} // namespace torchsharp
