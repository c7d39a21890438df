#include "core/checked/replace.h"

#include <ATen/ATen.h>

namespace torchsharp {

void requireIndices(const char* name, const char* argument, const at::Tensor& indices,
                    int64_t least, int64_t limit) {
    if (indices.numel() == 0 || !at::isIntegralType(indices.scalar_type(), false)) {
        return;
    }
    const auto [low, high] = indices.aminmax();
    const auto lowest = low.item<int64_t>();
    const auto wrong = lowest < least ? lowest : high.item<int64_t>();
    TORCH_CHECK_INDEX(wrong >= least && wrong < limit, name, ": ", argument, " has the value ",
                      wrong, ", which is out of range: expected ", least, " to ", limit - 1);
}

void requireShape(const char* name, const char* argument, const at::Tensor& given,
                  at::IntArrayRef expected) {
    TORCH_CHECK(given.sizes() == expected, name, ": ", argument, " has the shape ", given.sizes(),
                ", expected ", expected);
}

} // namespace torchsharp
