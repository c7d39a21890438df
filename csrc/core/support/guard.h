#pragma once

#include <utility>

#include "abi/torchsharp_types.h"
#include "core/support/error.h"
#include "core/support/running_call.h"

namespace torchsharp {

// Stores the exception in flight as the thread's error record and returns its kind.
tsp_status recordCurrentException() noexcept;

// The last one that was stored on this thread.
const ErrorRecord& lastErrorOfThread() noexcept;

// The wall between C++ and the ABI: every function of the ABI that can fail runs inside it.
template <class Body> tsp_status guard(Body&& body) noexcept {
    const RunningCall call;
    try {
        std::forward<Body>(body)();
        return TSP_OK;
    } catch (...) {
        return recordCurrentException();
    }
}

// Deletes a handle; the release functions of the ABI.
template <class Handle> void release(Handle* handle) noexcept {
    const RunningCall call;
    delete handle;
}

} // namespace torchsharp
