#pragma once

#include <optional>
#include <string>

#include <torch/csrc/jit/api/module.h>

#include "core/export.h"

namespace torchsharp {

// Loads a TorchScript archive. FILE_NOT_FOUND, IO, or FORMAT with what the file is instead.
TSP_CORE_API torch::jit::Module loadModule(const std::string& path,
                                           const std::optional<c10::Device>& device);

// Writes to a file beside path and renames it at the end: a failed save leaves path as it was. IO.
TSP_CORE_API void saveModule(const torch::jit::Module& module, const std::string& path);

} // namespace torchsharp
