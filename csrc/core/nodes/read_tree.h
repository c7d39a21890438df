#pragma once

#include <string>
#include <vector>

#include <ATen/core/ivalue.h>

#include "abi/torchsharp_types.h"

namespace torchsharp {

// Reads trees that have no schema: parameters of the ABI itself. TYPE if one does not fit; `what`
// is its name in the message.

c10::IValue readTree(const tsp_value& value, const c10::Type& type, const char* what);

// By the nodes alone, without an expected type.
c10::IValue readAnyTree(const tsp_value& value, const char* what);

// A LIST of STRING; null is an empty one.
std::vector<std::string> readNames(const tsp_value* value, const char* what);

// A LIST of TENSOR.
std::vector<at::Tensor> readTensors(const tsp_value& value, const char* what);
// A LIST of TENSOR or NONE, which becomes an undefined tensor; null is an empty one.
std::vector<at::Tensor> readOptionalTensors(const tsp_value* value, const char* what);

} // namespace torchsharp
