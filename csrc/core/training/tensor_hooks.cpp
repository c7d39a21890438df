#include "core/training/tensor_hooks.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <torch/csrc/autograd/function_hook.h>
#include <torch/csrc/autograd/variable.h>

#include "core/nodes/tensor_handle.h"
#include "core/support/error.h"
#include "core/support/running_call.h"

namespace torchsharp {

namespace {

using Hooks = std::vector<std::shared_ptr<TensorHook>>;

// libtorch has one place for hooks of this kind: Python's stay in front of ours.
class PostAccumulateHooks : public torch::autograd::PostAccumulateGradHook {
  public:
    explicit PostAccumulateHooks(std::unique_ptr<PostAccumulateGradHook> former)
        : former_(std::move(former)) {}

    void operator()(const at::Tensor& tensor) override {
        if (former_ != nullptr) {
            (*former_)(tensor);
        }
        for (const auto& hook : hooks()) {
            hook->call(tensor);
        }
    }

    void add(const std::shared_ptr<TensorHook>& hook) {
        const std::lock_guard<std::mutex> lock(mutex_);
        hooks_.erase(std::remove_if(hooks_.begin(), hooks_.end(),
                                    [](const auto& each) { return each->isRemoved(); }),
                     hooks_.end());
        hooks_.push_back(hook);
    }

  private:
    Hooks hooks() {
        const std::lock_guard<std::mutex> lock(mutex_);
        return hooks_;
    }

    std::unique_ptr<PostAccumulateGradHook> former_;
    std::mutex mutex_;
    Hooks hooks_;
};

void addPostAccumulateHook(const at::Tensor& tensor, const std::shared_ptr<TensorHook>& hook) {
    if (!tensor.is_leaf()) {
        throw Error(TSP_ERROR_RUNTIME,
                    "a post-accumulate-grad hook needs a leaf, but the tensor was computed from "
                    "others: give it to a leaf, or use register_hook");
    }
    static std::mutex mutex;
    const std::lock_guard<std::mutex> lock(mutex);
    auto& place = torch::autograd::impl::post_acc_grad_hooks(tensor);
    auto* ours = dynamic_cast<PostAccumulateHooks*>(place.get());
    if (ours == nullptr) {
        auto fresh = std::make_unique<PostAccumulateHooks>(std::move(place));
        ours = fresh.get();
        torch::autograd::impl::set_post_acc_grad_hooks(tensor, std::move(fresh));
    }
    ours->add(hook);
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
    const RunningCall running; // libtorch's own threads come here, too
    if (hook_(kept->get(), reinterpret_cast<tsp_tensor*>(tensor.unsafeGetTensorImpl()), &result) !=
        0) {
        throwFailure();
    }
    return result == nullptr ? at::Tensor() : takeTensor(result);
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
    if (kind == TSP_HOOK_POST_ACCUMULATE) {
        addPostAccumulateHook(tensor, hook);
        return;
    }
    tensor.register_hook([hook](const at::Tensor& gradient) { return hook->call(gradient); });
}

} // namespace torchsharp
