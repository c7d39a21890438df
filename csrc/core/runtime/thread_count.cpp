#include "core/runtime/thread_count.h"

#include <algorithm>
#include <string>
#include <thread>

#include "core/support/error.h"

namespace torchsharp {

int threadCount(int64_t threads) {
    // OpenMP ends the process if it cannot create a thread or has no memory for them.
    static const int64_t most = std::max<int64_t>(1024, std::thread::hardware_concurrency());
    if (threads < 1 || threads > most) {
        const std::string bound = threads < 1 ? "at least 1" : "at most " + std::to_string(most);
        throw Error(TSP_ERROR_VALUE,
                    "the number of threads must be " + bound + ", not " + std::to_string(threads));
    }
    return static_cast<int>(threads);
}

} // namespace torchsharp
