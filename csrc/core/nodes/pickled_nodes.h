#pragma once

#include "abi/torchsharp_types.h"
#include "core/files/pickle_writer.h"

namespace torchsharp {

// Writes a tree of nodes as the value of a pickle. TYPE if it holds something that a checkpoint
// cannot; UNSUPPORTED.
void writeNodes(const tsp_value& value, PickleWriter& writer);

} // namespace torchsharp
