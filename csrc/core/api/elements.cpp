#include "core/api/elements.h"

#include <c10/util/StringUtil.h>
#include <c10/util/safe_numerics.h>

#include "abi/torchsharp_types.h"
#include "core/support/error.h"

namespace torchsharp {

namespace {

// Of the array of sizes: as many as there could be bytes.
constexpr int64_t mostDimensions = INT64_MAX / static_cast<int64_t>(2 * sizeof(int64_t));

[[noreturn]] void throwSizes(c10::IntArrayRef sizes) {
    throw Error(TSP_ERROR_VALUE, "the sizes of a tensor must be 0 or more, and its bytes must "
                                 "fit into 64 bits: got " +
                                     c10::str(sizes));
}

} // namespace

c10::ScalarType elementType(int32_t dtype) {
    if (dtype < 0 || dtype >= static_cast<int32_t>(c10::ScalarType::Undefined)) {
        throw Error(TSP_ERROR_VALUE, "there is no tsp_dtype " + std::to_string(dtype));
    }
    const auto type = static_cast<c10::ScalarType>(dtype);
    if (c10::isQIntType(type)) {
        throw Error(TSP_ERROR_VALUE, "a tensor of a quantized type needs a scale: make one of "
                                     "another type, and use aten::quantize_per_tensor");
    }
    return type;
}

c10::IntArrayRef dimensions(const int64_t* sizes, int64_t dim) {
    if (dim < 0 || dim > mostDimensions || (sizes == nullptr && dim > 0)) {
        throw Error(TSP_ERROR_VALUE, "a tensor cannot have " + std::to_string(dim) + " dimensions" +
                                         (sizes == nullptr ? " at a null pointer" : ""));
    }
    return {sizes, static_cast<size_t>(dim)};
}

int64_t bytesOf(c10::IntArrayRef sizes, int64_t itemsize) {
    int64_t bytes = itemsize;
    for (const int64_t size : sizes) {
        if (size < 0 || c10::mul_overflows(bytes, size, &bytes)) {
            throwSizes(sizes);
        }
    }
    return bytes;
}

int64_t bytesOf(c10::IntArrayRef sizes, c10::IntArrayRef strides, int64_t itemsize) {
    int64_t last = 0; // in elements
    bool isEmpty = false;
    for (size_t i = 0; i < sizes.size(); ++i) {
        if (strides[i] < 0) {
            throw Error(TSP_ERROR_VALUE,
                        "the strides of a tensor must be 0 or more: got " + c10::str(strides));
        }
        isEmpty = isEmpty || sizes[i] == 0;
        int64_t distance = 0;
        if (sizes[i] < 0 || (!isEmpty && (c10::mul_overflows(sizes[i] - 1, strides[i], &distance) ||
                                          c10::add_overflows(last, distance, &last)))) {
            throwSizes(sizes);
        }
    }
    int64_t bytes = 0;
    if (!isEmpty && (c10::add_overflows(last, int64_t{1}, &last) ||
                     c10::mul_overflows(last, itemsize, &bytes))) {
        throwSizes(sizes);
    }
    return bytes;
}

} // namespace torchsharp
