#pragma once

#include <torch/csrc/profiler/orchestration/observer.h>
#include <torch/version.h>

// What libtorch's releases name in different ways. All other code is the same for each of them.

#define TSP_LIBTORCH_SINCE(major, minor)                                                           \
    (TORCH_VERSION_MAJOR > (major) ||                                                              \
     (TORCH_VERSION_MAJOR == (major) && TORCH_VERSION_MINOR >= (minor)))

namespace torchsharp {

// The profiler's recording of all threads, or null; a pointer, or one that shares it.
inline auto recordingOfProcess() {
    using Recording = torch::profiler::impl::ProfilerStateBase;
#if TSP_LIBTORCH_SINCE(2, 14)
    return Recording::getGlobal();
#else
    return Recording::get(/*global=*/true);
#endif
}

} // namespace torchsharp
