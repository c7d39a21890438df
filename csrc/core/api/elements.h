#pragma once

#include <cstdint>

#include <c10/core/ScalarType.h>
#include <c10/util/ArrayRef.h>

namespace torchsharp {

// A tsp_dtype that memory can be taken for. VALUE for others, and for quantized types.
c10::ScalarType elementType(int32_t dtype);

// VALUE if there cannot be so many, or if they are at a null pointer.
c10::IntArrayRef dimensions(const int64_t* sizes, int64_t dim);

// The bytes that the sizes ask for. VALUE for a negative size or more bytes than there can be.
int64_t bytesOf(c10::IntArrayRef sizes, int64_t itemsize);

// The same from the first element to the last one. VALUE also for a negative stride.
int64_t bytesOf(c10::IntArrayRef sizes, c10::IntArrayRef strides, int64_t itemsize);

} // namespace torchsharp
