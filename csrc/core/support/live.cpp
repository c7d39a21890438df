#include "core/support/live.h"

#include <atomic>

#include "core/support/call_slot.h"

namespace torchsharp {

namespace {

// Of threads for whose slot there was no memory.
std::atomic<int64_t> withoutSlot{0};

} // namespace

void handlesCreated(int64_t count) noexcept {
    CallSlot* slot = slotOfCaller();
    if (slot == nullptr) {
        withoutSlot.fetch_add(count, std::memory_order_relaxed);
        return;
    }
    const auto before = slot->handles.load(std::memory_order_relaxed); // only its thread writes
    slot->handles.store(before + count, std::memory_order_relaxed);
}

int64_t liveHandles() noexcept {
    int64_t all = withoutSlot.load(std::memory_order_relaxed);
    for (const auto* slot = firstSlot(); slot != nullptr; slot = slot->next) {
        all += slot->handles.load(std::memory_order_relaxed);
    }
    return all;
}

} // namespace torchsharp
