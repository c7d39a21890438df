#pragma once

#include "core/support/export.h"
#include "core/types/module.h"

namespace torchsharp {

// Whether the module is in training mode. A module that has none says true, as libtorch does.
TSP_CORE_API bool isTraining(const Module& module);

// Sets the mode of the module and its submodules. UNSUPPORTED for a program of torch.export that
// does not have it.
TSP_CORE_API void setTraining(const Module& module, bool on);

} // namespace torchsharp
