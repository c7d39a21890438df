#pragma once

#include <ATen/core/ivalue.h>

#include "abi/torchsharp_types.h"
#include "core/support/export.h"

namespace torchsharp {

tsp_type_kind kindOf(const c10::Type& type);

// A type as a TYPE of the header.
TSP_CORE_API c10::IValue typeTree(const c10::Type& type);

// As TorchScript prints it, without the first `implicit` arguments.
std::string schemaText(const c10::FunctionSchema& schema, size_t implicit);

// The schema, without those arguments, as the tree that tsp_callable_schema documents, built as a value so that the writer of
// results can hand it over.
TSP_CORE_API c10::IValue schemaTree(const c10::FunctionSchema& schema, size_t implicit);

} // namespace torchsharp
