#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/GradMode.h>

namespace torchsharp {

// Whether autograd has something to do with a tensor of a call: a gradient to record, or the
// tangent of a forward derivative to pass on. Where it has none, its kernels only look.
inline bool isForAutograd(const at::Tensor& tensor) {
    const auto* impl = tensor.unsafeGetTensorImpl();
    return impl->autograd_meta() != nullptr &&
           ((impl->requires_grad() && c10::GradMode::is_enabled()) || tensor._fw_grad(0).defined());
}

} // namespace torchsharp
