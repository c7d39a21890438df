#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/support/export.h"
#include "core/types/module.h"

namespace torchsharp {

// A module whose weights are constants of its code. VALUE if it is in training mode; UNSUPPORTED
// for an exported program.
TSP_CORE_API Module freezeModule(const Module& module,
                                 const std::optional<std::vector<std::string>>& preserved,
                                 bool optimizeNumerics);

// A frozen module, further optimized for this machine. VALUE if it is in training mode; UNSUPPORTED
// for an exported program.
TSP_CORE_API Module optimizeForInference(const Module& module,
                                         const std::vector<std::string>& otherMethods);

} // namespace torchsharp
