#pragma once

#include <optional>
#include <string>
#include <vector>

#include <torch/csrc/jit/api/module.h>

#include "core/files/archive_records.h"
#include "core/vetting/code_report.h"

namespace torchsharp {

// Builds the module of an archive. libtorch's own reader trusts the archive: here every tensor,
// object and piece of code is checked before it is used. FORMAT, DEVICE; what libtorch throws for
// code that does not compile.
// With a policy, nothing of the archive runs before its code is found to be allowed: POLICY, where
// name is that of the source.
torch::jit::Module readModule(const ArchiveRecords& records,
                              const std::optional<c10::Device>& device,
                              const Policy* policy = nullptr, const std::string& name = "");

// The module as far as nothing of the archive runs: objects whose class has a __setstate__ are
// empty, so the module is only good to be described. empty becomes the names of their classes.
torch::jit::Module outlineModule(const ArchiveRecords& records, std::vector<std::string>& empty);

// Adds what the code of the archive can do. Nothing of it runs.
void vetModule(const ArchiveRecords& records, const Policy& policy, VetReport& report);

} // namespace torchsharp
