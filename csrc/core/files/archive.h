#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/files/byte_sink.h"
#include "core/files/byte_source.h"
#include "core/support/export.h"
#include "core/types/module.h"

namespace torchsharp {

// Extra files of an archive by name; a file may be any bytes.
using ExtraFiles = std::map<std::string, std::string>;

// Loads a TorchScript archive, and those of the named extra files that it has. IO, FORMAT,
// UNKNOWN_OPERATOR, DEVICE.
TSP_CORE_API Module loadModule(const ByteSource& source, const std::optional<c10::Device>& device,
                               const std::vector<std::string>& extraNames = {},
                               ExtraFiles* extra = nullptr);

// IO; UNSUPPORTED for a module that calls Python, and for an exported program.
TSP_CORE_API void saveModule(const Module& module, const ByteSink& sink,
                             const ExtraFiles& extra = {});

} // namespace torchsharp
