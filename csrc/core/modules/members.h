#pragma once

#include <string>
#include <utility>
#include <vector>

#include <torch/csrc/jit/api/module.h>

#include "abi/torchsharp_core.h"
#include "core/support/export.h"

namespace torchsharp {

using NamedValues = std::vector<std::pair<std::string, c10::IValue>>;

// The parameters, buffers, attributes or submodules (kind) of a module with their dotted names, in
// the order of torch.nn.Module. recurse includes those of the submodules.
TSP_CORE_API NamedValues membersOf(const torch::jit::Module& module, tsp_member_kind kind,
                                   bool recurse = true);

} // namespace torchsharp
