#pragma once

#include <string>

namespace torchsharp {

// Whether the libtorch in the process is of the release that this library was compiled against,
// such as 2.13, whatever the patch. Others may lay out their classes differently, so no call may
// begin.
bool isLibtorchRight() noexcept;

// Both versions, both files, and what to do; for a libtorch that is not right.
std::string explainLibtorch();

} // namespace torchsharp
