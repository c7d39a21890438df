#include "core/support/forks.h"

#include <atomic>

#if !defined(_WIN32)
#include <pthread.h>
#endif

namespace torchsharp {

namespace {

std::atomic<uint64_t> forks{0};

bool countForks() noexcept {
#if !defined(_WIN32)
    pthread_atfork(nullptr, nullptr, [] { forks.fetch_add(1); });
#endif
    return true;
}

[[maybe_unused]] const bool areForksCounted = countForks();

} // namespace

uint64_t forkCount() noexcept { return forks.load(); }

} // namespace torchsharp
