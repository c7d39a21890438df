#pragma once

#include <string>
#include <utility>
#include <vector>

#include "abi/torchsharp_types.h"
#include "core/support/export.h"
#include "core/types/module.h"

namespace torchsharp {

using NamedValues = std::vector<std::pair<std::string, c10::IValue>>;

// The parameters, buffers, attributes or submodules (kind) of a module with their dotted names, in
// the order of torch.nn.Module. recurse includes those of the submodules.
TSP_CORE_API NamedValues membersOf(const Module& module, tsp_member_kind kind, bool recurse = true);

// Whether all members of the kind are tensors: parameters, buffers, or both.
TSP_CORE_API bool isOfTensors(tsp_member_kind kind);

// Follows a dotted path to the module that has its last name. UNKNOWN_METHOD if a name on the way
// does not exist; TYPE if it is not a module.
TSP_CORE_API std::pair<Module, std::string> pathTo(const Module& module, const std::string& path);

} // namespace torchsharp
