#pragma once

#include "core/support/host_lock.h"

namespace torchsharp {

// For changing a compilation unit. libtorch does so without a lock.
class UnitLock {
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
