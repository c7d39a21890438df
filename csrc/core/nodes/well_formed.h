#pragma once

#include "abi/torchsharp_types.h"

namespace torchsharp {

// Checks that a tree of nodes has the shape that its kinds promise, since callers may send
// anything; readers then need not check. Readers check null handles themselves. Mismatch.
void requireWellFormed(const tsp_value& value);

} // namespace torchsharp
