#pragma once

#include <atomic>

#include "core/support/running_call.h"
#include "core/support/thread_variable.h"

namespace torchsharp {

// The calling thread's slot, or null before its first call.
TSP_HOT_VARIABLE extern constinit thread_local CallSlot* slotOfThread;

// Takes one for the calling thread; null if no memory is left, or libtorch is of another release.
CallSlot* takeSlot() noexcept;

// The calling thread's; null as for takeSlot.
inline CallSlot* slotOfCaller() noexcept {
    CallSlot* slot = slotOfThread;
    return slot != nullptr ? slot : takeSlot();
}

// What a thread that begins a call, and is not in one, does.
enum class Entry { open, slow, refused };
extern constinit std::atomic<Entry> entryOfCalls;

// The process is ending: slows the calling thread down, or lets it sleep forever.
void giveWay(CallSlot& slot, Entry way) noexcept;

// See beginCall. Every call of the ABI runs this.
inline CallSlot* beginCallInPlace() noexcept {
    CallSlot* slot = slotOfCaller();
    if (slot == nullptr) {
        return nullptr;
    }
    const int depth = slot->depth.load(std::memory_order_relaxed);
    if (depth > 0) { // a call within a call
        slot->depth.store(depth + 1, std::memory_order_relaxed);
        return slot;
    }
    slot->outermost.store(slot->outermost.load(std::memory_order_relaxed) + 1,
                          std::memory_order_relaxed);
    // Sequentially consistent, as in refuseNew: one of the two threads sees what the other wrote.
    slot->depth.exchange(1, std::memory_order_seq_cst);
    const auto way = entryOfCalls.load(std::memory_order_seq_cst);
    if (way != Entry::open) [[unlikely]] {
        giveWay(*slot, way);
    }
    return slot;
}

} // namespace torchsharp
