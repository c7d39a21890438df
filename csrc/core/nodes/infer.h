#pragma once

#include <ATen/core/ivalue.h>

#include "abi/torchsharp_types.h"

namespace torchsharp {

// A value by its node alone, if the schema says Any. Lists and dicts get the common type of their
// items; an empty one gets the type in its flags, or Any. Mismatch for a node that needs a type.
c10::IValue inferValue(const tsp_value& value);

} // namespace torchsharp
