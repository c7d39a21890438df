#pragma once

#include <string>

#include <ATen/core/ivalue.h>

namespace torchsharp {

// Checks a value before libtorch writes it, which recurses into each level and never ends for a
// value that contains itself. what is the value's name. UNSUPPORTED.
void requireShallow(const c10::IValue& value, const std::string& what);

} // namespace torchsharp
