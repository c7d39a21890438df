#include "core/support/host_lock.h"

#include <atomic>
#include <mutex>

namespace torchsharp {

namespace {

std::atomic<const HostLock*> hostLock = nullptr;

// A unit is changed in milliseconds: one lock serves all.
std::mutex& unitMutex() {
    static auto& mutex = *new std::mutex;
    return mutex;
}

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

UnitLock::UnitLock(const torch::jit::CompilationUnit& unit) {
    const auto* lock = hostLock.load();
    if (lock != nullptr && lock->uses(unit)) {
        host_ = lock;
        taken_ = lock->take();
    } else {
        unitMutex().lock();
    }
}

UnitLock::~UnitLock() {
    if (host_ != nullptr) {
        host_->giveBack(taken_);
    } else {
        unitMutex().unlock();
    }
}

} // namespace torchsharp
