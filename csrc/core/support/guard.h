#pragma once

#include <utility>

#include "abi/torchsharp_types.h"
#include "core/support/call_slot.h"
#include "core/support/error.h"
#include "core/support/listener.h"
#include "core/support/running_call.h"

namespace torchsharp {

// Stores the exception in flight as the thread's error record and returns its kind.
tsp_status recordCurrentException() noexcept;

// Whether a call without a slot may go on: memory was short. If libtorch is of another release, it
// stores the error of that, and the call may not.
bool mayGoOn() noexcept;

// Tells the listener to the ABI what the call has heard. The error record stays as it is.
void deliverKeepingError() noexcept;

// The last one that was stored on this thread.
const ErrorRecord& lastErrorOfThread() noexcept;

// No exception leaves it.
template <class Body> tsp_status contain(Body&& body) noexcept {
    try {
        std::forward<Body>(body)();
        return TSP_OK;
    } catch (...) {
        return recordCurrentException();
    }
}

// The wall between C++ and the ABI: every function of the ABI that can fail runs inside it.
template <class Body> tsp_status guard(Body&& body) noexcept {
    const RunningCall call(beginCallInPlace());
    if (call.slot() == nullptr && !mayGoOn()) [[unlikely]] {
        return lastErrorOfThread().kind;
    }
    const tsp_status status = contain(std::forward<Body>(body));
    if (hasHeard(call.slot())) [[unlikely]] {
        deliverKeepingError();
    }
    return status;
}

// Deletes a handle; the release functions of the ABI.
template <class Handle> void release(Handle* handle) noexcept {
    const RunningCall call;
    delete handle;
}

} // namespace torchsharp
