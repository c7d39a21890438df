#pragma once

#include <string>

#include "core/source_imports.h"

namespace torchsharp {

// A type's name as libtorch's parser knows it: "Point" for "'Point'", "List[int]" for
// "typing.List[int]", "torch.Tensor" for "t.Tensor" where t is torch. Others are unchanged.
std::string plainSpelling(const std::string& name, const Imports& imports);

} // namespace torchsharp
