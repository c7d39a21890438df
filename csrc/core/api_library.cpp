#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <c10/core/AutogradState.h>
#include <c10/core/GradMode.h>
#include <torch/version.h>

#include "core/error.h"
#include "core/guard.h"
#include "core/live.h"

namespace torchsharp {

std::atomic<int64_t> liveHandles{0};

} // namespace torchsharp

using torchsharp::guard;

uint32_t tsp_abi_version(void) { return TSP_ABI_VERSION; }

const char* tsp_build_info(void) { return "torchsharp_core 0.1.0, libtorch " TORCH_VERSION; }

int64_t tsp_live_handles(void) { return torchsharp::liveHandles.load(std::memory_order_relaxed); }

tsp_status tsp_manual_seed(int64_t seed) {
    return guard([&] { at::manual_seed(static_cast<uint64_t>(seed)); });
}

tsp_status tsp_num_threads_get(int64_t* out) {
    return guard([&] { *out = at::get_num_threads(); });
}

tsp_status tsp_num_threads_set(int64_t threads) {
    return guard([&] {
        if (threads < 1 || threads > INT32_MAX) {
            throw torchsharp::Error(TSP_ERROR_VALUE,
                                    "the number of threads must be at least 1, not " +
                                        std::to_string(threads));
        }
        at::set_num_threads(static_cast<int>(threads));
    });
}

tsp_status tsp_grad_mode_set(int32_t enabled, int32_t* previous) {
    return guard([&] {
        *previous = c10::GradMode::is_enabled() ? 1 : 0;
        c10::GradMode::set_enabled(enabled != 0);
    });
}
