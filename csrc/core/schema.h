#pragma once

#include <ATen/core/ivalue.h>

#include "core/callable.h"

namespace torchsharp {

// The schema as the tree that tsp_callable_schema documents, built as a value so that the writer of
// results can hand it over.
c10::IValue schemaTree(const Callable& callable);

} // namespace torchsharp
