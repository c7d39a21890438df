#pragma once

#include <string>

#include "core/source/imports.h"

namespace torchsharp {

// A type as libtorch's parser knows it: "Point" for "'Point'", "List[int]" for "typing.List[int]",
// "torch.Tensor" for "t.Tensor" if t is torch, also inside other types. Other text is unchanged.
std::string plainSpelling(const std::string& type, const Imports& imports);

} // namespace torchsharp
