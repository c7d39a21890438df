#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/files/pickled.h"

namespace torchsharp {

// What a file of Python's torch.save may name besides tensors.

// A name that is a value: "torch.float32". Nothing for other names.
std::optional<c10::IValue> pythonConstant(const std::string& name);

// The result of one of the functions that make plain data. FORMAT for every other function or
// class: its code is not in the file.
c10::IValue pythonCall(const std::string& name, const std::vector<Pickled>& arguments);

} // namespace torchsharp
