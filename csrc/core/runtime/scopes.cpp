#include "core/runtime/scopes.h"

#include <ATen/autocast_mode.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>

#include "core/support/error.h"

namespace torchsharp {

namespace {

class GradScope final : public Scope {
  public:
    explicit GradScope(bool enabled) : mode_(enabled) {}

  private:
    c10::AutoGradMode mode_;
};

class InferenceScope final : public Scope {
  public:
    explicit InferenceScope(bool enabled) : mode_(enabled) {}

  private:
    c10::InferenceMode mode_;
};

class AutocastScope final : public Scope {
  public:
    AutocastScope(c10::DeviceType device, c10::ScalarType dtype, bool enabled, bool cacheEnabled)
        : device_(device), wasEnabled_(at::autocast::is_autocast_enabled(device)),
          dtypeBefore_(at::autocast::get_autocast_dtype(device)),
          cacheBefore_(at::autocast::is_autocast_cache_enabled()) {
        at::autocast::set_autocast_enabled(device, enabled);
        at::autocast::set_autocast_dtype(device, dtype);
        at::autocast::set_autocast_cache_enabled(cacheEnabled);
        at::autocast::increment_nesting();
    }
    ~AutocastScope() override {
        if (at::autocast::decrement_nesting() == 0) {
            at::autocast::clear_cache();
        }
        at::autocast::set_autocast_enabled(device_, wasEnabled_);
        at::autocast::set_autocast_dtype(device_, dtypeBefore_);
        at::autocast::set_autocast_cache_enabled(cacheBefore_);
    }

  private:
    c10::DeviceType device_;
    bool wasEnabled_;
    c10::ScalarType dtypeBefore_;
    bool cacheBefore_;
};

class StateScope final : public Scope {
  public:
    explicit StateScope(const ThreadState& state) : guard_(state.state), limit_(state.limit) {}

  private:
    at::ThreadLocalStateGuard guard_;
    LimitGuard limit_;
};

class LimitScope final : public Scope {
  public:
    explicit LimitScope(std::shared_ptr<RunLimit> limit) : limit_(std::move(limit)) {}

  private:
    LimitGuard limit_;
};

} // namespace

std::unique_ptr<Scope> enterGradMode(bool enabled) { return std::make_unique<GradScope>(enabled); }

std::unique_ptr<Scope> enterInferenceMode(bool enabled) {
    return std::make_unique<InferenceScope>(enabled);
}

std::unique_ptr<Scope> enterAutocast(c10::DeviceType device,
                                     const std::optional<c10::ScalarType>& dtype, bool enabled,
                                     bool cacheEnabled) {
    if (!at::autocast::is_autocast_available(device)) {
        throw Error(TSP_ERROR_VALUE, "autocast does not support devices of type " +
                                         c10::DeviceTypeName(device, true));
    }
    const auto target = dtype.value_or(at::autocast::get_autocast_dtype(device));
    if (enabled && target != c10::kHalf && target != c10::kBFloat16) {
        throw Error(TSP_ERROR_VALUE, "autocast casts to float16 or bfloat16, not to " +
                                         std::string(c10::toString(target)));
    }
    return std::make_unique<AutocastScope>(device, target, enabled, cacheEnabled);
}

std::unique_ptr<Scope> enterThreadState(const ThreadState& state) {
    return std::make_unique<StateScope>(state);
}

std::unique_ptr<Scope> enterLimit(std::shared_ptr<RunLimit> limit) {
    return std::make_unique<LimitScope>(std::move(limit));
}

} // namespace torchsharp
