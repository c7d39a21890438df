#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <torch/version.h>

#include "core/support/error.h"
#include "core/support/guard.h"
#include "core/runtime/libraries.h"
#include "core/support/live.h"
#include "core/support/text.h"

namespace torchsharp {

std::atomic<int64_t> liveHandles{0};

} // namespace torchsharp

using torchsharp::guard;

namespace {

int threadCount(int64_t threads) {
    if (threads < 1 || threads > INT32_MAX) {
        throw torchsharp::Error(TSP_ERROR_VALUE, "the number of threads must be at least 1, not " +
                                                     std::to_string(threads));
    }
    return static_cast<int>(threads);
}

} // namespace

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
    return guard([&] { at::set_num_threads(threadCount(threads)); });
}

tsp_status tsp_num_interop_threads_get(int64_t* out) {
    return guard([&] { *out = at::get_num_interop_threads(); });
}

tsp_status tsp_num_interop_threads_set(int64_t threads) {
    return guard([&] { at::set_num_interop_threads(threadCount(threads)); });
}

tsp_status tsp_library_load(const char* path, int64_t path_size) {
    return guard([&] { torchsharp::loadLibrary(torchsharp::readText(path, path_size)); });
}
