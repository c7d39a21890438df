#pragma once

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

} // namespace torchsharp
