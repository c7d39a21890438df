#pragma once

#include <string>
#include <utility>
#include <vector>

#include <ATen/core/function.h>

#include "core/support/export.h"

namespace torchsharp {

// Settings of libtorch's executor, for the whole process.

// ("STATIC" or "DYNAMIC", depth), tried in turn. VALUE.
using FusionStrategy = std::vector<std::pair<std::string, int64_t>>;
TSP_CORE_API FusionStrategy fusionStrategy();
TSP_CORE_API FusionStrategy setFusionStrategy(const FusionStrategy& strategy);

TSP_CORE_API bool profilingExecutor();
TSP_CORE_API bool setProfilingExecutor(bool enabled);

TSP_CORE_API int64_t profiledRuns();
TSP_CORE_API void setProfiledRuns(int64_t runs); // VALUE

// After how many runs the code of a function should be specialized; 1 for a function in C++, and
// for none (null).
int64_t runsToSpecialize(torch::jit::Function* function);

// Whether it is; never for a function in C++.
bool isSpecialized(torch::jit::Function* function);

} // namespace torchsharp
