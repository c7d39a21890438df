#pragma once

#include <optional>

#include <torch/csrc/jit/api/module.h>

#include "core/files/archive_records.h"

namespace torchsharp {

// Builds the module of an archive. libtorch's own reader trusts the archive: here every tensor,
// object and piece of code is checked before it is used. FORMAT, DEVICE; what libtorch throws for
// code that does not compile.
torch::jit::Module readModule(const ArchiveRecords& records,
                              const std::optional<c10::Device>& device);

} // namespace torchsharp
