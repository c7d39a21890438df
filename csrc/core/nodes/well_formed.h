#pragma once

#include "abi/torchsharp_types.h"

namespace torchsharp {

// Callers may send anything: whether a tree of nodes has the shape that its kinds promise, so that what
// reads it need not ask. Null handles are left to the readers. Mismatch where it has not.
void requireWellFormed(const tsp_value& value);

} // namespace torchsharp
