#pragma once

#include <vector>

#include <ATen/core/Tensor.h>

#include "core/files/pickled.h"

namespace torchsharp {

// A sparse tensor from the arguments of torch._utils._rebuild_sparse_tensor, as Python or as
// TorchScript writes them. Its indices lie inside its sizes. FORMAT.
at::Tensor rebuildSparse(const std::vector<Pickled>& arguments);

} // namespace torchsharp
