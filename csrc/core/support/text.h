#pragma once

#include <optional>
#include <string>

#include "core/support/error.h"

namespace torchsharp {

// More bytes than any memory has, so that twice as many still have a number.
inline constexpr int64_t mostBytes = INT64_MAX / 2;

// A text parameter of the ABI. VALUE for a size that cannot be, or for null text that has a size.
inline std::string readText(const tsp_text& text) {
    if (text.size < 0 || text.size > mostBytes) {
        throw Error(TSP_ERROR_VALUE, "a text cannot have the size " + std::to_string(text.size));
    }
    if (text.data == nullptr && text.size > 0) {
        throw Error(TSP_ERROR_VALUE,
                    "a text of size " + std::to_string(text.size) + " cannot be at a null pointer");
    }
    return {text.data, static_cast<size_t>(text.size)};
}

// A text parameter that may be null.
inline std::optional<std::string> readOptionalText(const tsp_text& text) {
    return text.data == nullptr ? std::nullopt : std::optional(readText(text));
}

inline tsp_text borrowText(const std::string& text) {
    return {text.data(), static_cast<int64_t>(text.size())};
}

} // namespace torchsharp
