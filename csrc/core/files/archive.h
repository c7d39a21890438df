#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/files/byte_sink.h"
#include "core/files/byte_source.h"
#include "core/support/export.h"
#include "core/types/module.h"
#include "core/vetting/policy.h"

namespace torchsharp {

// Extra files of an archive by name; a file may be any bytes.
using ExtraFiles = std::map<std::string, std::string>;

// Loads a TorchScript archive, and those of the named extra files that it has. IO, FORMAT,
// UNKNOWN_OPERATOR, DEVICE. With a policy, POLICY before anything of the file runs.
TSP_CORE_API Module loadModule(const ByteSource& source, const std::optional<c10::Device>& device,
                               const std::vector<std::string>& extraNames = {},
                               ExtraFiles* extra = nullptr, const Policy* policy = nullptr);

// A module that is only good to be described, because nothing of the file has run. empty becomes
// the names of the classes whose objects are therefore empty.
TSP_CORE_API Module outlineOf(const ByteSource& source, std::vector<std::string>& empty);

// What an archive could do, as treeOf of core/vetting/report.h has it. A file that is damaged or no
// archive has that as a problem. IO.
TSP_CORE_API c10::IValue vetTree(const ByteSource& source, const Policy& policy);

// IO; UNSUPPORTED for a module that calls Python, and for an exported program.
TSP_CORE_API void saveModule(const Module& module, const ByteSink& sink,
                             const ExtraFiles& extra = {});

} // namespace torchsharp
