#pragma once

#include <cstdint>
#include <string>

#include "core/support/error.h"

namespace torchsharp {

// A text parameter of the ABI.
inline std::string readText(const char* data, int64_t size) {
    if (size < 0) {
        throw Error(TSP_ERROR_VALUE, "the length of a text cannot be negative");
    }
    return {data, static_cast<size_t>(size)};
}

} // namespace torchsharp
