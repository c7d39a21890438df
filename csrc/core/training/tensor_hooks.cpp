#include "core/training/tensor_hooks.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <torch/csrc/autograd/custom_function.h>
#include <torch/csrc/autograd/function_hook.h>
#include <torch/csrc/autograd/variable.h>

#include "core/nodes/tensor_handle.h"
#include "core/support/error.h"
#include "core/support/running_call.h"

namespace torchsharp {

namespace {

namespace autograd = torch::autograd;

// The hooks of one place. libtorch knows only this list: it may grow while a backward runs them.
class HookList {
  public:
    using Hooks = std::vector<std::shared_ptr<TensorHook>>;

    void add(const std::shared_ptr<TensorHook>& hook) {
        const std::lock_guard<std::mutex> lock(mutex_);
        prune();
        hooks_.push_back(hook);
    }

    Hooks copy() {
        const std::lock_guard<std::mutex> lock(mutex_);
        prune();
        return hooks_;
    }

  private:
    void prune() {
        hooks_.erase(std::remove_if(hooks_.begin(), hooks_.end(),
                                    [](const auto& each) { return each->isRemoved(); }),
                     hooks_.end());
    }

    std::mutex mutex_;
    Hooks hooks_;
};

// Gets the gradients of all outputs of a node, and changes one of them.
class GradientHooks : public autograd::FunctionPreHook, public HookList {
  public:
    explicit GradientHooks(size_t output) : output_(output) {}

    size_t output() const { return output_; }

    autograd::variable_list operator()(const autograd::variable_list& gradients) override {
        auto changed = gradients;
        auto& gradient = changed.at(output_);
        for (const auto& hook : copy()) {
            if (const auto result = hook->call(gradient); result.defined()) {
                autograd::check_variable_result(gradient, result, "a hook of C#");
                gradient = result;
            }
        }
        return changed;
    }

  private:
    size_t output_;
};

// libtorch has one place for hooks of this kind: Python's stay in front of ours.
class PostAccumulateHooks : public autograd::PostAccumulateGradHook, public HookList {
  public:
    explicit PostAccumulateHooks(std::unique_ptr<PostAccumulateGradHook> former)
        : former_(std::move(former)) {}

    void operator()(const at::Tensor& tensor) override {
        if (former_ != nullptr) {
            (*former_)(tensor);
        }
        for (const auto& hook : copy()) {
            hook->call(tensor);
        }
    }

  private:
    std::unique_ptr<PostAccumulateGradHook> former_;
};

// The list of a tensor is registered when its first hook comes. Where libtorch keeps it depends on
// whether the tensor was computed: then the node has it, and a change in place leaves it there.
HookList& gradientHooksOf(const at::Tensor& tensor) {
    const auto node = tensor.grad_fn();
    const size_t output = node ? tensor.output_nr() : 0;
    for (const auto& each : node ? node->tensor_pre_hooks() : autograd::impl::hooks(tensor)) {
        auto* ours = dynamic_cast<GradientHooks*>(each.get());
        if (ours != nullptr && ours->output() == output) {
            return *ours;
        }
    }
    auto made = std::make_unique<GradientHooks>(output);
    auto& list = *made;
    if (node) {
        node->add_tensor_pre_hook(std::move(made));
    } else {
        autograd::impl::hooks(tensor).push_back(std::move(made)); // also after Python's
    }
    return list;
}

HookList& postAccumulateHooksOf(const at::Tensor& tensor) {
    if (!tensor.is_leaf()) {
        throw Error(TSP_ERROR_RUNTIME,
                    "a post-accumulate-grad hook needs a leaf, but the tensor was computed from "
                    "others: give it to a leaf, or use register_hook");
    }
    auto& place = autograd::impl::post_acc_grad_hooks(tensor);
    if (auto* ours = dynamic_cast<PostAccumulateHooks*>(place.get()); ours != nullptr) {
        return *ours;
    }
    auto made = std::make_unique<PostAccumulateHooks>(std::move(place));
    auto& list = *made;
    autograd::impl::set_post_acc_grad_hooks(tensor, std::move(made));
    return list;
}

} // namespace

void TensorHook::remove() noexcept {
    std::shared_ptr<HostObject> removed;
    const std::lock_guard<std::mutex> lock(mutex_);
    removed.swap(context_);
}

std::shared_ptr<HostObject> TensorHook::context() noexcept {
    const std::lock_guard<std::mutex> lock(mutex_);
    return context_;
}

at::Tensor TensorHook::call(const at::Tensor& tensor) {
    const auto kept = context(); // the hook may be removed meanwhile
    if (kept == nullptr || !tensor.defined()) {
        return {};
    }
    tsp_tensor* result = nullptr;
    void* context = kept->getToCall();
    const RunningCall running; // libtorch's own threads come here, too
    const auto status =
        hook_(context, reinterpret_cast<tsp_tensor*>(tensor.unsafeGetTensorImpl()), &result);
    auto changed = result == nullptr ? at::Tensor() : takeTensor(result); // also if it failed later
    if (status != 0) {
        throwFailure();
    }
    return changed;
}

void addHook(const at::Tensor& tensor, int32_t kind, const std::shared_ptr<TensorHook>& hook) {
    if (kind != TSP_HOOK_GRADIENT && kind != TSP_HOOK_POST_ACCUMULATE) {
        throw Error(TSP_ERROR_VALUE,
                    "there is no kind of hooks with the number " + std::to_string(kind));
    }
    if (!tensor.requires_grad()) {
        throw Error(TSP_ERROR_RUNTIME,
                    "a hook needs a tensor that requires a gradient: call requires_grad_()");
    }
    static std::mutex mutex; // of the first registrations
    const std::lock_guard<std::mutex> lock(mutex);
    auto& list =
        kind == TSP_HOOK_GRADIENT ? gradientHooksOf(tensor) : postAccumulateHooksOf(tensor);
    list.add(hook);
}

} // namespace torchsharp
