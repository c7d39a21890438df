#pragma once

#include <memory>

#include "core/nodes/typed_operator.h"

namespace torchsharp {

// A faster way for an operator of a tensor and a number ("aten::mul.Scalar") that libtorch computes
// by the same operator of two tensors: there the number becomes a tensor of doubles or of 64-bit
// integers, which the operator converts to the element type of the other tensor at the price of two
// small operators. Here the number is written as an element of that type into a tensor that the
// thread keeps. Results are the same, bit by bit.
//
// Returns `usual`, where it has no such way.
std::unique_ptr<TypedOperator> withKeptNumbers(const c10::OperatorHandle& handle,
                                               std::unique_ptr<TypedOperator> usual);

} // namespace torchsharp
