#pragma once

#include <ATen/core/Tensor.h>
#include <c10/macros/Macros.h>

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

// The tensor of a handle without a reference of its own.
class BorrowedTensor {
  public:
    // Inlined by force: GCC calls it in large functions, for two instructions.
    C10_ALWAYS_INLINE explicit BorrowedTensor(tsp_tensor* handle)
        : tensor_(TensorPtr::reclaim(reinterpret_cast<c10::TensorImpl*>(handle))) {}
    BorrowedTensor(const BorrowedTensor&) = delete;
    BorrowedTensor& operator=(const BorrowedTensor&) = delete;
    ~BorrowedTensor() { tensor_.unsafeReleaseTensorImpl(); }

    at::Tensor& get() { return tensor_; }
    const at::Tensor& get() const { return tensor_; }

  private:
    at::Tensor tensor_;
};

inline at::Tensor takeTensor(tsp_tensor* handle) {
    handleReleased();
    return at::Tensor(TensorPtr::reclaim(reinterpret_cast<c10::TensorImpl*>(handle)));
}

} // namespace torchsharp
