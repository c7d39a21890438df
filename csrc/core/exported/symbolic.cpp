#include "core/exported/symbolic.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <unordered_map>

#include <ATen/core/jit_type.h>

#include "core/exported/integers.h"
#include "core/support/error.h"

namespace torchsharp {

namespace {

using c10::IValue;
using Arguments = c10::ArrayRef<IValue>;

int64_t whole(const IValue& value) {
    if (value.isBool()) {
        return value.toBool() ? 1 : 0;
    }
    if (!value.isInt()) {
        throw Error(TSP_ERROR_RUNTIME, "the program computes a size with a value of type " +
                                           value.type()->annotation_str());
    }
    return value.toInt();
}

double real(const IValue& value) {
    return value.isDouble() ? value.toDouble() : static_cast<double>(whole(value));
}

bool isReal(Arguments values) {
    return values[0].isDouble() || (values.size() > 1 && values[1].isDouble());
}

bool truth(const IValue& value) {
    return value.isDouble() ? value.toDouble() != 0 : whole(value) != 0;
}

[[noreturn]] void throwOverflow() {
    throw Error(TSP_ERROR_RUNTIME, "a size that the program computes does not fit into 64 bits");
}

void requireDivisor(bool isZero) {
    if (isZero) {
        throw Error(TSP_ERROR_RUNTIME, "the program divides a size by zero");
    }
}

int64_t fitting(integers::Result result) {
    if (!result) {
        throwOverflow();
    }
    return *result;
}

using Operation = integers::Result (*)(int64_t, int64_t);

template <Operation operation> int64_t computed(int64_t a, int64_t b) {
    return fitting(operation(a, b));
}

template <Operation operation> int64_t divided(int64_t a, int64_t b) {
    requireDivisor(b == 0);
    return fitting(operation(a, b));
}

double floorRemainder(double a, double b) {
    requireDivisor(b == 0);
    const double rest = std::fmod(a, b);
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

int64_t truncated(double value) {
    // The bounds are powers of two, which a double holds exactly.
    constexpr double bound = 9223372036854775808.0;
    if (!(value >= -bound && value < bound)) {
        throwOverflow();
    }
    return static_cast<int64_t>(value);
}

IValue power(Arguments a) {
    if (!isReal(a) && whole(a[1]) >= 0) {
        return computed<integers::power>(whole(a[0]), whole(a[1]));
    }
    return std::pow(real(a[0]), real(a[1]));
}

IValue shifted(Arguments a, bool left) {
    constexpr int64_t bits = 63;
    const auto count = whole(a[1]);
    if (count < 0) {
        throw Error(TSP_ERROR_RUNTIME, "the program shifts a size by a negative count");
    }
    if (left) {
        return computed<integers::product>(whole(a[0]), count < bits ? int64_t{1} << count
                                                                     : (throwOverflow(), 0));
    }
    return whole(a[0]) >> std::min(count, bits);
}

// Python compares an int with a float exactly; sizes are small enough for a double.
template <class Compare> bool compared(Arguments a, Compare compare) {
    return isReal(a) ? compare(real(a[0]), real(a[1])) : compare(whole(a[0]), whole(a[1]));
}

// Wholes with one function, reals with the other.
template <class Whole, class Real> IValue either(Arguments a, Whole ofWholes, Real ofReals) {
    return isReal(a) ? IValue(ofReals(real(a[0]), real(a[1])))
                     : IValue(ofWholes(whole(a[0]), whole(a[1])));
}

const std::unordered_map<std::string, Symbolic>& functions() {
    static const auto& all = *new std::unordered_map<std::string, Symbolic>{
        {"_operator.add",
         {[](Arguments a) {
              return either(a, computed<integers::sum>, [](double x, double y) { return x + y; });
          },
          2}},
        {"_operator.sub",
         {[](Arguments a) {
              return either(a, computed<integers::difference>,
                            [](double x, double y) { return x - y; });
          },
          2}},
        {"_operator.mul",
         {[](Arguments a) {
              return either(a, computed<integers::product>,
                            [](double x, double y) { return x * y; });
          },
          2}},
        {"_operator.floordiv",
         {[](Arguments a) {
              return either(a, divided<integers::quotient>, [](double x, double y) {
                  requireDivisor(y == 0);
                  return std::floor(x / y);
              });
          },
          2}},
        {"_operator.truediv",
         {[](Arguments a) {
              requireDivisor(real(a[1]) == 0);
              return IValue(real(a[0]) / real(a[1]));
          },
          2}},
        {"_operator.mod",
         {[](Arguments a) { return either(a, divided<integers::rest>, floorRemainder); }, 2}},
        {"_operator.pow", {power, 2}},
        {"_operator.lshift", {[](Arguments a) { return shifted(a, true); }, 2}},
        {"_operator.rshift", {[](Arguments a) { return shifted(a, false); }, 2}},
        {"_operator.neg",
         {[](Arguments a) {
              return isReal(a) ? IValue(-real(a[0]))
                               : IValue(computed<integers::difference>(0, whole(a[0])));
          },
          1}},
        {"_operator.pos", {[](Arguments a) { return isReal(a) ? a[0] : IValue(whole(a[0])); }, 1}},
        {"_operator.eq", {[](Arguments a) { return IValue(compared(a, std::equal_to<>())); }, 2}},
        {"_operator.ne",
         {[](Arguments a) { return IValue(compared(a, std::not_equal_to<>())); }, 2}},
        {"_operator.lt", {[](Arguments a) { return IValue(compared(a, std::less<>())); }, 2}},
        {"_operator.le", {[](Arguments a) { return IValue(compared(a, std::less_equal<>())); }, 2}},
        {"_operator.gt", {[](Arguments a) { return IValue(compared(a, std::greater<>())); }, 2}},
        {"_operator.ge",
         {[](Arguments a) { return IValue(compared(a, std::greater_equal<>())); }, 2}},
        {"_operator.and_",
         {[](Arguments a) {
              return a[0].isBool() && a[1].isBool() ? IValue(a[0].toBool() && a[1].toBool())
                                                    : IValue(whole(a[0]) & whole(a[1]));
          },
          2}},
        {"_operator.or_",
         {[](Arguments a) {
              return a[0].isBool() && a[1].isBool() ? IValue(a[0].toBool() || a[1].toBool())
                                                    : IValue(whole(a[0]) | whole(a[1]));
          },
          2}},
        {"torch.sym_not", {[](Arguments a) { return IValue(!truth(a[0])); }, 1}},
        {"torch.sym_float", {[](Arguments a) { return IValue(real(a[0])); }, 1}},
        {"torch.sym_int",
         {[](Arguments a) {
              return isReal(a) ? IValue(truncated(real(a[0]))) : IValue(whole(a[0]));
          },
          1}},
        {"math.trunc",
         {[](Arguments a) {
              return isReal(a) ? IValue(truncated(real(a[0]))) : IValue(whole(a[0]));
          },
          1}},
        {"math.floor",
         {[](Arguments a) {
              return isReal(a) ? IValue(truncated(std::floor(real(a[0])))) : IValue(whole(a[0]));
          },
          1}},
        {"math.ceil",
         {[](Arguments a) {
              return isReal(a) ? IValue(truncated(std::ceil(real(a[0])))) : IValue(whole(a[0]));
          },
          1}},
        {"builtins.round",
         {[](Arguments a) { // halves to even, as the default rounding mode does
              return isReal(a) ? IValue(truncated(std::nearbyint(real(a[0]))))
                               : IValue(whole(a[0]));
          },
          1}},
        {"torch.sym_max",
         {[](Arguments a) {
              return either(
                  a, [](int64_t x, int64_t y) { return std::max(x, y); },
                  [](double x, double y) { return std::max(x, y); });
          },
          2}},
        {"torch.sym_min",
         {[](Arguments a) {
              return either(
                  a, [](int64_t x, int64_t y) { return std::min(x, y); },
                  [](double x, double y) { return std::min(x, y); });
          },
          2}},
        {"torch.sym_sqrt", {[](Arguments a) { return IValue(std::sqrt(real(a[0]))); }, 1}},
        {"math.sqrt", {[](Arguments a) { return IValue(std::sqrt(real(a[0]))); }, 1}},
        {"torch.sym_ite", {[](Arguments a) { return truth(a[0]) ? a[1] : a[2]; }, 3}},
    };
    return all;
}

} // namespace

Symbolic symbolicFunction(const std::string& target) {
    const auto found = functions().find(target);
    return found == functions().end() ? Symbolic() : found->second;
}

} // namespace torchsharp
