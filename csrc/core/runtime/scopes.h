#pragma once

#include <memory>

#include <ATen/ThreadLocalState.h>
#include <c10/core/DeviceType.h>
#include <c10/core/ScalarType.h>
#include <optional>

#include "core/support/export.h"

namespace torchsharp {

// Something that holds on its thread until it is destroyed there.
class Scope {
  public:
    virtual ~Scope() = default;
};

TSP_CORE_API std::unique_ptr<Scope> enterGradMode(bool enabled);
TSP_CORE_API std::unique_ptr<Scope> enterInferenceMode(bool enabled);
// VALUE where the device has no such thing as autocast, or not with that type.
TSP_CORE_API std::unique_ptr<Scope> enterAutocast(c10::DeviceType device,
                                                  const std::optional<c10::ScalarType>& dtype,
                                                  bool enabled, bool cacheEnabled);
TSP_CORE_API std::unique_ptr<Scope> enterThreadState(const at::ThreadLocalState& state);

} // namespace torchsharp
