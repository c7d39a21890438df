#pragma once

#include <memory>

#include <ATen/ThreadLocalState.h>
#include <c10/core/DeviceType.h>
#include <c10/core/ScalarType.h>
#include <optional>

#include "core/support/export.h"
#include "core/support/run_limit.h"

namespace torchsharp {

// A setting of the current thread, which ends when the scope is destroyed on that thread.
class Scope {
  public:
    virtual ~Scope() = default;
};

TSP_CORE_API std::unique_ptr<Scope> enterGradMode(bool enabled);
TSP_CORE_API std::unique_ptr<Scope> enterInferenceMode(bool enabled);
// VALUE if the device does not support autocast, or not to that dtype.
TSP_CORE_API std::unique_ptr<Scope> enterAutocast(c10::DeviceType device,
                                                  const std::optional<c10::ScalarType>& dtype,
                                                  bool enabled, bool cacheEnabled);

// The settings of the thread that created it.
struct ThreadState {
    at::ThreadLocalState state;
    std::shared_ptr<RunLimit> limit = limitOfThread();
};
TSP_CORE_API std::unique_ptr<Scope> enterThreadState(const ThreadState& state);

// The limit ends with the scope for calls that begin later.
TSP_CORE_API std::unique_ptr<Scope> enterLimit(std::shared_ptr<RunLimit> limit);

} // namespace torchsharp
