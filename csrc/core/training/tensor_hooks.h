#pragma once

#include <memory>
#include <mutex>

#include <ATen/core/Tensor.h>

#include "abi/torchsharp_types.h"
#include "core/support/host_object.h"

namespace torchsharp {

// A hook of the caller on a tensor. Autograd keeps it, also after it was removed.
class TensorHook {
  public:
    TensorHook(tsp_tensor_hook hook, std::shared_ptr<HostObject> context)
        : hook_(hook), context_(std::move(context)) {}

    void remove() noexcept;
    bool isRemoved() noexcept { return context() == nullptr; }
    // What it returns instead of the tensor; undefined if it does not, or was removed.
    at::Tensor call(const at::Tensor& tensor);

  private:
    std::shared_ptr<HostObject> context() noexcept;

    tsp_tensor_hook hook_;
    std::mutex mutex_;
    std::shared_ptr<HostObject> context_;
};

// Adds a hook of a tsp_hook_kind. VALUE; RUNTIME.
void addHook(const at::Tensor& tensor, int32_t kind, const std::shared_ptr<TensorHook>& hook);

} // namespace torchsharp
