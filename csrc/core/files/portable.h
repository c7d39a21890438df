#pragma once

#include "core/types/module.h"

namespace torchsharp {

// Checks the code of a module before it is written: libtorch also writes what
// optimize_for_inference fitted to this machine, into a file that cannot be loaded. UNSUPPORTED.
void requirePortable(const Module& module);

} // namespace torchsharp
