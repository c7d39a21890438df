#include "core/support/host_lock.h"

#include <atomic>

namespace torchsharp {

namespace {

std::atomic<const HostLock*> theHostLock = nullptr;

} // namespace

void setHostLock(const HostLock& lock) { theHostLock.store(new HostLock(lock)); }

const HostLock* hostLock() noexcept { return theHostLock.load(); }

WithoutHostLock::WithoutHostLock() {
    const auto* lock = hostLock();
    released_ = lock == nullptr ? nullptr : lock->release();
}

WithoutHostLock::~WithoutHostLock() {
    if (released_ != nullptr) {
        hostLock()->restore(released_);
    }
}

} // namespace torchsharp
