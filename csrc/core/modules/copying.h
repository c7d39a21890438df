#pragma once

#include <torch/csrc/jit/api/module.h>

#include "abi/torchsharp_types.h"
#include "core/support/export.h"

namespace torchsharp {

// A module with classes of its own around the same values.
torch::jit::Module cloneModule(const torch::jit::Module& module);

// VALUE for a task that is not done; UNSUPPORTED for a value that has no copy, such as an instance
// of a C++ class without __getstate__.
TSP_CORE_API torch::jit::Module copyModule(const torch::jit::Module& module, tsp_copy_kind kind);

} // namespace torchsharp
