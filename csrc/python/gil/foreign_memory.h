#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/Allocator.h>

namespace torchsharp {

// How libtorch frees memory that somebody else lent to a tensor: NumPy, a buffer, DLPack. With
// Python objects that takes the GIL.
inline c10::DeleterFnPtr freesLentMemory() {
    static const auto deleter = c10::InefficientStdFunctionContext::makeDataPtr(
                                    nullptr, [](void*) {}, c10::kCPU)
                                    .get_deleter();
    return deleter;
}

void deferLentMemory(c10::DataPtr& memory) noexcept;

// Makes the memory of a tensor that comes from Python be given back without waiting for the GIL.
inline void deferForeignMemory(const at::Tensor& tensor) noexcept {
    const auto* impl = tensor.unsafeGetTensorImpl();
    if (!impl->has_storage()) {
        return;
    }
    auto* storage = impl->unsafe_storage().unsafeGetStorageImpl();
    if (storage->_mutable_data_ptr_no_checks().get_deleter() == freesLentMemory()) [[unlikely]] {
        deferLentMemory(storage->_mutable_data_ptr_no_checks());
    }
}

} // namespace torchsharp
