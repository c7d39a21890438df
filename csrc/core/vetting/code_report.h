#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/vetting/reach.h"
#include "core/vetting/report.h"

namespace torchsharp {

// Adds what TorchScript code can do. onLoad: the functions that run on load. objects: how many
// objects of each class the archive holds.
void addCode(const Reach& reach, const std::vector<const torch::jit::Function*>& onLoad,
             const std::map<std::string, int64_t>& objects, const Policy& policy,
             VetReport& report);

} // namespace torchsharp
