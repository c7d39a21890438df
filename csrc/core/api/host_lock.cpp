#include "core/support/host_lock.h"

#include "abi/torchsharp_core.h"

void* tsp_host_lock_release(void) {
    const auto* lock = torchsharp::hostLock();
    return lock == nullptr ? nullptr : lock->release();
}

void tsp_host_lock_restore(void* released) {
    if (released != nullptr) {
        torchsharp::hostLock()->restore(released);
    }
}
