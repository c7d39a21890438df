#pragma once

#include <cstdlib>
#include <new>

#include "abi/torchsharp_types.h"

namespace torchsharp {

inline constexpr tsp_value emptyNode{TSP_KIND_NONE, 0, {0}};

// The caller's memory after the root of a result. What does not fit comes from the heap.
class Room {
  public:
    Room(tsp_value* start, int64_t nodes)
        : next_(reinterpret_cast<char*>(start)),
          left_(static_cast<size_t>(nodes) * sizeof(tsp_value)) {}

    // Memory that the node points to from now on, and owns if it comes from the heap.
    void* allocate(size_t size, tsp_value& node) {
        const size_t aligned = (size + alignof(tsp_value) - 1) & ~(alignof(tsp_value) - 1);
        if (aligned >= size && aligned <= left_) {
            node.as.ref.data = next_;
            next_ += aligned;
            left_ -= aligned;
            return node.as.ref.data;
        }
        void* memory = std::malloc(size == 0 ? 1 : size);
        if (memory == nullptr) {
            throw std::bad_alloc();
        }
        node.flags |= TSP_VALUE_OWNS_DATA;
        node.as.ref.data = memory;
        return memory;
    }

  private:
    char* next_;
    size_t left_;
};

} // namespace torchsharp
