#pragma once

#include "core/exported/json.h"
#include "core/exported/program.h"

namespace torchsharp {

// A size: a number or an expression. FORMAT.
Dimension readDimension(const Json& value, Symbols& symbols);

TensorSpec readTensorMeta(const Json& meta, Symbols& symbols);

} // namespace torchsharp
