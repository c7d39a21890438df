#pragma once

namespace torchsharp {

// Makes libtorch drop the Python objects of tensors without waiting for the GIL.
void deferTensorReferences();

} // namespace torchsharp
