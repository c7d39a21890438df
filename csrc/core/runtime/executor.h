#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/calls/callable.h"
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

// A number of threads that libtorch can take. VALUE.
TSP_CORE_API int threadCount(int64_t threads);

// Runs until the executor has specialized the code, at most `most` times; returns the number of
// runs. fill puts self and the arguments on an empty stack.
TSP_CORE_API int64_t warmUp(const Callable& callable,
                            const std::function<void(torch::jit::Stack&)>& fill, int64_t most);

} // namespace torchsharp
