#pragma once

#include <optional>
#include <utility>
#include <vector>

#include <torch/csrc/autograd/custom_function.h>
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

// _wrap_outputs with these arguments. `attached` becomes the node that noteCreation is to be told
// of; null if there is none, or if libtorch tells nobody.
template <class... Arguments>
std::vector<std::optional<at::Tensor>>
wrapOutputs(c10::intrusive_ptr<torch::autograd::Node>& attached, Arguments&&... arguments) {
#if TSP_LIBTORCH_SINCE(2, 14)
    return torch::autograd::_wrap_outputs(std::forward<Arguments>(arguments)..., attached);
#else
    attached = nullptr;
    return torch::autograd::_wrap_outputs(std::forward<Arguments>(arguments)...);
#endif
}

// Calls the hooks of those who listen for new nodes, once the node has saved what it needs.
inline void noteCreation(const c10::intrusive_ptr<torch::autograd::Node>& attached) {
#if TSP_LIBTORCH_SINCE(2, 14)
    if (attached) {
        torch::autograd::fire_node_creation_hooks(attached);
    }
#else
    static_cast<void>(attached);
#endif
}

} // namespace torchsharp
