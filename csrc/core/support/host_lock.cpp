#include "core/support/host_lock.h"

#include <atomic>

namespace torchsharp {

namespace {

std::atomic<const HostLock*> hostLock = nullptr;

} // namespace

void setHostLock(const HostLock& lock) { hostLock.store(new HostLock(lock)); }

WithoutHostLock::WithoutHostLock() {
    const auto* lock = hostLock.load();
    released_ = lock == nullptr ? nullptr : lock->release();
}

WithoutHostLock::~WithoutHostLock() {
    if (released_ != nullptr) {
        hostLock.load()->restore(released_);
    }
}

} // namespace torchsharp
