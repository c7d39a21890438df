#pragma once

#include <ATen/core/ivalue.h>

#include "abi/torchsharp_types.h"
#include "core/calls/tensor_places.h"

namespace torchsharp {

[[noreturn]] void throwNoRoom(int64_t capacity);

// VALUE for a capacity without room for a root. Call it before anything that has effects.
inline void requireRoom(int64_t capacity) {
    constexpr auto most = INT64_MAX / static_cast<int64_t>(sizeof(tsp_value));
    if (capacity < 1 || capacity > most) [[unlikely]] {
        throwNoRoom(capacity);
    }
}

// Writes a value as a tree: the root to out[0], the other nodes after it as far as there is room.
// declared is the type in the schema, or null. After UNSUPPORTED there is nothing to release.
void writeResult(const c10::IValue& value, tsp_value* out, int64_t capacity,
                 const c10::Type* declared = nullptr);

// Writes a tensor as a root; NONE if it is not defined.
void writeTensor(at::Tensor&& tensor, tsp_value& out);

// Writes a LIST of TUPLE(name, tensor) as a root, which owns the memory of all nodes.
void writeNamedTensors(const FoundTensors& found, tsp_value& out);

// Releases what a tree still owns and sets its root to NONE.
void releaseResult(tsp_value& root) noexcept;

} // namespace torchsharp
