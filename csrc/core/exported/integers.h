#pragma once

#include <cstdint>
#include <limits>
#include <optional>

#include <c10/util/safe_numerics.h>

namespace torchsharp::integers {

// Python's arithmetic, as far as 64 bits go: nothing where a result does not fit or is not defined.

using Result = std::optional<int64_t>;

constexpr int64_t least = std::numeric_limits<int64_t>::min();
constexpr int64_t most = std::numeric_limits<int64_t>::max();

inline Result sum(int64_t a, int64_t b) {
    const bool fits = b > 0 ? a <= most - b : a >= least - b;
    return fits ? Result(a + b) : std::nullopt;
}

inline Result difference(int64_t a, int64_t b) {
    const bool fits = b < 0 ? a <= most + b : a >= least + b;
    return fits ? Result(a - b) : std::nullopt;
}

inline Result product(int64_t a, int64_t b) {
    int64_t result = 0;
    return c10::mul_overflows(a, b, &result) ? std::nullopt : Result(result);
}

// Rounded down.
inline Result quotient(int64_t a, int64_t b) {
    if (b == 0 || (b == -1 && a == least)) {
        return std::nullopt;
    }
    return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

// With the sign of the divisor.
inline Result rest(int64_t a, int64_t b) {
    if (b == 0 || b == -1) { // the processor divides before it takes the rest
        return b == 0 ? std::nullopt : Result(0);
    }
    const auto left = a % b;
    return left != 0 && (left < 0) != (b < 0) ? left + b : left;
}

// Nothing for a negative exponent either: that is a fraction.
inline Result power(int64_t base, int64_t exponent) {
    if (exponent < 0) {
        return std::nullopt;
    }
    Result result = 1;
    Result square = base;
    for (; exponent > 0 && result && square; exponent >>= 1) {
        if ((exponent & 1) != 0) {
            result = product(*result, *square);
        }
        if (exponent > 1) {
            square = product(*square, *square);
        }
    }
    return square ? result : std::nullopt;
}

} // namespace torchsharp::integers
