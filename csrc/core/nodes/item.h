#pragma once

#include <ATen/core/Tensor.h>

#include "abi/torchsharp_types.h"

namespace torchsharp {

// Writes the only element of a tensor: INT, FLOAT, BOOL or COMPLEX. VALUE for another number of
// elements.
void writeItem(const at::Tensor& tensor, tsp_value& out);

} // namespace torchsharp
