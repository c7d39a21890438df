#include "core/support/elements_in_memory.h"

#include <string>

#include <ATen/EmptyTensor.h>

#include "core/support/error.h"

namespace torchsharp {

namespace {

// Where the last element ends in the storage; 0 without elements.
size_t bytesNeeded(const c10::TensorImpl& tensor) {
    return at::detail::computeStorageNbytes(tensor.sizes(), tensor.strides(), tensor.itemsize(),
                                            static_cast<size_t>(tensor.storage_offset()));
}

} // namespace

const void* elementsInMemory(const c10::TensorImpl& tensor) {
    return tensor.unsafe_storage().nbytes() < bytesNeeded(tensor) ? nullptr : tensor.data();
}

void requireElementsInMemory(const c10::TensorImpl& tensor) {
    if (!tensor.has_storage() || tensor.layout() != c10::kStrided || tensor.is_meta() ||
        tensor.key_set().has(c10::DispatchKey::NestedTensor)) {
        return;
    }
    const auto needed = bytesNeeded(tensor);
    const auto stored = tensor.unsafe_storage().nbytes();
    if (stored < needed) {
        throw Error(TSP_ERROR_VALUE, "the tensor's elements need " + std::to_string(needed) +
                                         " bytes, but its storage has " + std::to_string(stored) +
                                         ": it was resized");
    }
}

} // namespace torchsharp
