#pragma once

#include "abi/torchsharp_types.h"
#include "core/support/export.h"
#include "core/types/module.h"

namespace torchsharp {

// VALUE for a task that is not done; UNSUPPORTED for a value that has no copy, such as an instance
// of a C++ class without __getstate__, and for a clone of an exported program.
TSP_CORE_API Module copyModule(const Module& module, tsp_copy_kind kind);

} // namespace torchsharp
