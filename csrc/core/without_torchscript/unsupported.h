#pragma once

#include <string>

namespace torchsharp {

// UNSUPPORTED: what a build without TorchScript cannot do, as a clause.
[[noreturn]] void throwNoTorchScript(const std::string& what);

} // namespace torchsharp
