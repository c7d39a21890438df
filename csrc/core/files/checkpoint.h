#pragma once

#include <functional>
#include <optional>

#include <ATen/core/ivalue.h>

#include "core/files/byte_sink.h"
#include "core/files/byte_source.h"
#include "core/support/export.h"

namespace torchsharp {

class PickleWriter;

// Reads what torch.save writes: tensors, numbers, text and containers of these, also in the format
// before PyTorch 1.6. Runs no code from the file. FORMAT, IO.
TSP_CORE_API c10::IValue loadCheckpoint(const ByteSource& source,
                                        const std::optional<c10::Device>& device);

// Refuses a checkpoint with keys, items of sets or tuples that repeat others so often that Python,
// which computes hashes of them, would hardly come to an end. Everything else is left to whoever
// reads it. FORMAT.
TSP_CORE_API void requireFewRepeats(const ByteSource& source);

// Writes a file for torch.load with the one value that the function writes. IO, UNSUPPORTED.
TSP_CORE_API void saveCheckpoint(const std::function<void(PickleWriter&)>& writeValue,
                                 const ByteSink& sink);

} // namespace torchsharp
