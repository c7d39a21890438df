#pragma once

#include "core/support/export.h"

namespace torch::jit {
struct CompilationUnit;
}

namespace torchsharp {

// The lock of an interpreter in this process: Python's GIL. A caller may hold it during a call.
// What waits for other threads then gives it up, because they may need it.
struct HostLock {
    // Gives the lock up if the calling thread holds it; otherwise returns null.
    void* (*release)();
    // Takes it back.
    void (*restore)(void* released);
    // Waits for the lock; the calling thread may hold it.
    void* (*take)();
    void (*giveBack)(void* taken);
    // Whether the interpreter changes this compilation unit, with the lock.
    bool (*uses)(const torch::jit::CompilationUnit& unit);
};

// The Python extension sets it, once.
TSP_CORE_API void setHostLock(const HostLock& lock);
// Null if there is no interpreter.
const HostLock* hostLock() noexcept;

class TSP_CORE_API WithoutHostLock {
  public:
    WithoutHostLock();
    WithoutHostLock(const WithoutHostLock&) = delete;
    WithoutHostLock& operator=(const WithoutHostLock&) = delete;
    ~WithoutHostLock();

  private:
    void* released_;
};

} // namespace torchsharp
