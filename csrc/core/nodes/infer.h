#pragma once

#include <ATen/core/ivalue.h>

#include "abi/torchsharp_types.h"

namespace torchsharp {

// A value by its node alone, where the schema says Any. Lists and dicts get the common type of what they
// hold; an empty one the type that its flags tell, else Any. Mismatch for a node that needs a type.
c10::IValue inferValue(const tsp_value& value);

} // namespace torchsharp
