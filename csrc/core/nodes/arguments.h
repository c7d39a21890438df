#pragma once

#include "core/calls/callable.h"
#include "core/nodes/mismatch.h"

namespace torchsharp {

[[noreturn]] void throwBadCount(const tsp_value* args, int64_t count);

// VALUE for a negative number of arguments, or for arguments at a null pointer.
inline void requireArguments(const tsp_value* args, int64_t count) {
    if (count < 0 || (args == nullptr && count > 0)) [[unlikely]] {
        throwBadCount(args, count);
    }
}

// Pushes self, the arguments and the defaults of missing ones; each is read as the schema says.
// TYPE if one does not fit.
void pushArguments(const Callable& callable, const tsp_value* args, size_t count,
                   torch::jit::Stack& stack);

// The node as a value of that type. Mismatch if it does not fit.
c10::IValue readValue(const tsp_value& value, const c10::Type& type);

} // namespace torchsharp
