#pragma once

#include <cstdint>

#include "core/support/export.h"

namespace torchsharp {

// Counts the handles that callers own, so that a test can see a leak. Each thread counts those that
// it creates and releases: threads that share a count wait for each other.
TSP_CORE_API void handlesCreated(int64_t count) noexcept;
inline void handleCreated() noexcept { handlesCreated(1); }
inline void handleReleased() noexcept { handlesCreated(-1); }

// The handles of all threads.
int64_t liveHandles() noexcept;

// Base of the handle types that are C++ objects.
struct LiveHandle {
    LiveHandle() { handleCreated(); }
    LiveHandle(const LiveHandle&) = delete;
    LiveHandle& operator=(const LiveHandle&) = delete;
    ~LiveHandle() { handleReleased(); }
};

} // namespace torchsharp
