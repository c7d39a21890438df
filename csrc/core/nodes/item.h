#pragma once

#include <ATen/core/ivalue.h>
#include <ATen/core/jit_type.h>

#include "abi/torchsharp_types.h"
#include "core/support/export.h"

namespace torchsharp {

// Writes the only element of a tensor: INT, FLOAT, BOOL or COMPLEX. VALUE for another number of
// elements.
void writeItem(const at::Tensor& tensor, tsp_value& out);

// The only element of a tensor as an argument of that kind: BoolType takes a bool, IntType and
// SymIntType a bool or an integer, FloatType a real number, ComplexType any number. Mismatch says
// what is wrong with the tensor.
TSP_CORE_API c10::IValue numberOf(const at::Tensor& tensor, c10::TypeKind kind);

} // namespace torchsharp
