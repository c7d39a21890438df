#pragma once

#include <ATen/core/ivalue.h>

#include "abi/torchsharp_core.h"

namespace torchsharp {

// Writes a value as a tree to out[0], its children behind it as far as there are nodes and in
// allocated arrays after that. UNSUPPORTED for a value that no node can hold; then nothing is kept.
void writeResult(const c10::IValue& value, tsp_value* out, int64_t capacity);

} // namespace torchsharp
