#pragma once

#include <torch/csrc/jit/api/compilation_unit.h>

#include "core/support/export.h"

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

class TSP_CORE_API WithoutHostLock {
  public:
    WithoutHostLock();
    WithoutHostLock(const WithoutHostLock&) = delete;
    WithoutHostLock& operator=(const WithoutHostLock&) = delete;
    ~WithoutHostLock();

  private:
    void* released_;
};

// For changing a compilation unit. libtorch does so without a lock.
class TSP_CORE_API UnitLock {
  public:
    explicit UnitLock(const torch::jit::CompilationUnit& unit);
    UnitLock(const UnitLock&) = delete;
    UnitLock& operator=(const UnitLock&) = delete;
    ~UnitLock();

  private:
    const HostLock* host_ = nullptr; // if it is the interpreter's unit
    void* taken_ = nullptr;
};

} // namespace torchsharp
