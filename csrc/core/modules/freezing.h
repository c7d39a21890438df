#pragma once

#include <optional>
#include <string>
#include <vector>

#include <torch/csrc/jit/api/module.h>

#include "core/support/export.h"

namespace torchsharp {

// A module whose weights are constants of its code. VALUE if it is in training mode.
TSP_CORE_API torch::jit::Module
freezeModule(const torch::jit::Module& module,
             const std::optional<std::vector<std::string>>& preserved, bool optimizeNumerics);

// A frozen module, further optimized for this machine. VALUE if it is in training mode.
TSP_CORE_API torch::jit::Module optimizeForInference(const torch::jit::Module& module,
                                                     const std::vector<std::string>& otherMethods);

} // namespace torchsharp
