#pragma once

#include <ATen/core/Tensor.h>

#include "abi/torchsharp_types.h"
#include "core/support/live.h"

namespace torchsharp {

// A tensor handle is the TensorImpl itself with one strong reference: passing a tensor allocates
// nothing.

// The caller counts it.
inline tsp_tensor* uncountedHandle(at::Tensor tensor) {
    return reinterpret_cast<tsp_tensor*>(tensor.unsafeReleaseTensorImpl());
}

inline tsp_tensor* releaseToHandle(at::Tensor tensor) {
    handleCreated();
    return uncountedHandle(std::move(tensor));
}

using TensorPtr = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;

inline at::Tensor shareTensor(tsp_tensor* handle) {
    return at::Tensor(TensorPtr::reclaim_copy(reinterpret_cast<c10::TensorImpl*>(handle)));
}

inline at::Tensor takeTensor(tsp_tensor* handle) {
    handleReleased();
    return at::Tensor(TensorPtr::reclaim(reinterpret_cast<c10::TensorImpl*>(handle)));
}

} // namespace torchsharp
