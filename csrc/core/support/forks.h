#pragma once

#include <cstdint>

namespace torchsharp {

// How often this process was forked from another since the core was loaded. A child has none of the
// threads of its parent, so it must not call what its parent has handed over: .NET needs its own.
uint64_t forkCount() noexcept;

} // namespace torchsharp
