#pragma once

#include <c10/core/TensorImpl.h>

namespace torchsharp {

// The first element of a strided tensor with a storage. Null if there are no elements, or if the
// storage is too small for them, as after Python's x.untyped_storage().resize_(0).
const void* elementsInMemory(const c10::TensorImpl& tensor);

// VALUE if the storage of a strided tensor is too small for its elements.
void requireElementsInMemory(const c10::TensorImpl& tensor);

} // namespace torchsharp
