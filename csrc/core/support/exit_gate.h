#pragma once

#include "core/support/export.h"

namespace torchsharp {

// exit() destroys libtorch's registries and joins its threads, whether or not other threads are
// using them. The gate runs before that: it refuses new calls, waits a moment for the running ones,
// and if some are left, it ends the process with the program's status and without destructors.
//
// Handlers run in reverse order, and libtorch registers some when it is first used: whoever knows
// that the process is about to exit prepares the gate again. From then on other threads that are in
// calls get what processor time is left by the exit, on Linux. Never fails.
TSP_CORE_API void prepareExit() noexcept;

// Only so that the gate runs before what libtorch has registered meanwhile.
TSP_CORE_API void renewGate() noexcept;

// Whether a call of another thread, or a task, is running.
TSP_CORE_API bool isBusy() noexcept;

// A task for libtorch's inter-op threads that has not ended.
class TSP_CORE_API PendingTask {
  public:
    PendingTask() noexcept;
    PendingTask(const PendingTask&) = delete;
    PendingTask& operator=(const PendingTask&) = delete;
    ~PendingTask();
};

} // namespace torchsharp
