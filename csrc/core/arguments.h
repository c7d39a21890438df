#pragma once

#include <optional>

#include "abi/torchsharp_core.h"
#include "core/callable.h"

namespace torchsharp {

// Pushes what a call needs (self, the arguments as the schema wants them, defaults) onto an empty
// stack. TYPE where an argument does not fit.
void pushArguments(const Callable& callable, const tsp_value* args, size_t count,
                   torch::jit::Stack& stack);

} // namespace torchsharp
