#pragma once

#include <atomic>
#include <cstdint>

#include "core/support/export.h"

namespace torchsharp {

// Counts the handles that callers own, so that a test can see a leak.
TSP_CORE_API extern std::atomic<int64_t> liveHandles;

inline void handlesCreated(int64_t count) {
    liveHandles.fetch_add(count, std::memory_order_relaxed);
}
inline void handleCreated() { handlesCreated(1); }
inline void handleReleased() { liveHandles.fetch_sub(1, std::memory_order_relaxed); }

// Base of the handle types that are C++ objects.
struct LiveHandle {
    LiveHandle() { handleCreated(); }
    LiveHandle(const LiveHandle&) = delete;
    LiveHandle& operator=(const LiveHandle&) = delete;
    ~LiveHandle() { handleReleased(); }
};

} // namespace torchsharp
