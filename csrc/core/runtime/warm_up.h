#pragma once

#include <functional>

#include "core/calls/callable.h"
#include "core/support/export.h"

namespace torchsharp {

// Runs until the executor has specialized the code, at most `most` times; returns the number of
// runs. fill puts self and the arguments on an empty stack. VALUE.
TSP_CORE_API int64_t warmUp(const Callable& callable,
                            const std::function<void(torch::jit::Stack&)>& fill, int64_t most);

} // namespace torchsharp
