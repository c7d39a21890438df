#pragma once

#include <string>
#include <vector>

#include <ATen/core/ivalue.h>

#include "core/nodes.h"

namespace torchsharp {

// Arguments of the ABI that no schema describes. what names them in messages ("inputs"). TYPE where a node
// does not fit.

// The elements of a LIST or TUPLE; all of it is well formed.
c10::ArrayRef<tsp_value> readNodes(const tsp_value& value, const std::string& what);

// A LIST of STRING.
std::vector<std::string> readTexts(const tsp_value& value, const std::string& what);

// A LIST of TENSOR.
std::vector<at::Tensor> readTensors(const tsp_value& value, const std::string& what);
// A LIST of TENSOR or NONE, which becomes an undefined tensor.
std::vector<at::Tensor> readOptionalTensors(const tsp_value& value, const std::string& what);

// Whatever it is.
c10::IValue readAny(const tsp_value& value, const std::string& what);

[[noreturn]] void throwWrongNode(const std::string& what, const std::string& wanted,
                                 const tsp_value& got);

} // namespace torchsharp
