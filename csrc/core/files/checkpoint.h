#pragma once

#include <optional>

#include <ATen/core/ivalue.h>

#include "core/files/byte_sink.h"
#include "core/files/byte_source.h"
#include "core/support/export.h"

namespace torchsharp {

// Reads what torch.save writes: tensors, numbers, text and containers of these. Runs no code from
// the file. FORMAT, IO.
TSP_CORE_API c10::IValue loadCheckpoint(const ByteSource& source,
                                        const std::optional<c10::Device>& device);

// Writes a file for torch.load. IO.
TSP_CORE_API void saveCheckpoint(const c10::IValue& value, const ByteSink& sink);

} // namespace torchsharp
