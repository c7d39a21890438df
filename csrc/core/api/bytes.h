#pragma once

#include "abi/torchsharp_core.h"
#include "core/files/byte_sink.h"
#include "core/files/byte_source.h"

namespace torchsharp {

// The ABI's structs as what the core reads from and writes to. VALUE for an unknown kind.
ByteSource sourceOf(const tsp_source& source);
ByteSink sinkOf(const tsp_sink& sink);

} // namespace torchsharp
