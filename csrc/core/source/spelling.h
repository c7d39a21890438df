#pragma once

#include <string>

#include "core/source/imports.h"

namespace torchsharp {

// A type as libtorch's parser knows it: "Point" for "'Point'", "List[int]" for "typing.List[int]",
// "torch.Tensor" for "t.Tensor" where t is torch, also inside of it. Others are unchanged.
std::string plainSpelling(const std::string& type, const Imports& imports);

} // namespace torchsharp
