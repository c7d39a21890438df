#include "core/support/unit_lock.h"

#include <mutex>

#if !defined(_WIN32)
#include <pthread.h>
#endif

namespace torchsharp {

namespace {

// A unit is changed in milliseconds, as a rule: one lock serves all. A clone may run code of the
// model, which may clone.
std::recursive_mutex& unitMutex() {
    static auto& mutex = *new std::recursive_mutex;
    return mutex;
}

#if !defined(_WIN32)
// No change is half done in a forked child.
int holdUnitsAtFork() noexcept {
    return pthread_atfork([] { unitMutex().lock(); }, [] { unitMutex().unlock(); },
                          [] { unitMutex().unlock(); });
}

[[maybe_unused]] const int unitsHeldAtFork = holdUnitsAtFork();
#endif

} // namespace

UnitLock::UnitLock(const torch::jit::CompilationUnit& unit) {
    const auto* lock = hostLock();
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
