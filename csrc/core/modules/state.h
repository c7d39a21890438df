#pragma once

#include <string>
#include <vector>

#include "core/modules/members.h"
#include "core/support/export.h"
#include "core/types/module.h"

namespace torchsharp {

struct StateKeys {
    std::vector<std::string> missing;
    std::vector<std::string> unexpected;
};

// Copies tensors into the parameters and buffers of the same names, or (assign) replaces these.
// VALUE for missing or unexpected keys (strict) and for other shapes; then nothing has changed.
TSP_CORE_API StateKeys loadState(const Module& module, const NamedValues& state, bool strict,
                                 bool assign);

} // namespace torchsharp
