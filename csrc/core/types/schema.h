#pragma once

#include <ATen/core/ivalue.h>

#include "abi/torchsharp_types.h"
#include "core/support/export.h"

namespace torchsharp {

tsp_type_kind kindOf(const c10::Type& type);

// A type as the TYPE tree that the header documents.
TSP_CORE_API c10::IValue typeTree(const c10::Type& type);

// As TorchScript prints it, without the first `implicit` arguments.
std::string schemaText(const c10::FunctionSchema& schema, size_t implicit);

// The schema without those arguments, as the tree that tsp_callable_schema documents. It is a
// value, so that the writer of results can return it.
TSP_CORE_API c10::IValue schemaTree(const c10::FunctionSchema& schema, size_t implicit);

} // namespace torchsharp
