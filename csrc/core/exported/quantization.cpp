#include "core/exported/quantization.h"

#include <limits>
#include <map>
#include <utility>

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <torch/library.h>

#include "core/support/error.h"

namespace torchsharp {

namespace {

using at::Tensor;
using Dtype = c10::ScalarType;
using Pair = std::tuple<Tensor, Tensor>;

[[noreturn]] void refuseQuantization(const std::string& text) {
    throw Error(TSP_ERROR_RUNTIME, text);
}

std::string typeText(Dtype dtype) { return c10::toString(dtype); }

// The least and the greatest value of an element type that tensors are quantized to.
std::pair<int64_t, int64_t> boundsOf(Dtype dtype) {
    constexpr int64_t e5m2 = 57344;
    constexpr int64_t e4m3 = 448;
    switch (dtype) {
    case Dtype::Byte:
        return {0, std::numeric_limits<uint8_t>::max()};
    case Dtype::Char:
        return {std::numeric_limits<int8_t>::min(), std::numeric_limits<int8_t>::max()};
    case Dtype::UInt16:
        return {0, std::numeric_limits<uint16_t>::max()};
    case Dtype::Short:
        return {std::numeric_limits<int16_t>::min(), std::numeric_limits<int16_t>::max()};
    case Dtype::Int:
        return {std::numeric_limits<int32_t>::min(), std::numeric_limits<int32_t>::max()};
    case Dtype::Float8_e5m2:
        return {-e5m2, e5m2};
    case Dtype::Float8_e4m3fn:
        return {-e4m3, e4m3};
    default:
        refuseQuantization("a tensor cannot be quantized to " + typeText(dtype));
    }
}

void requireBounds(int64_t least, int64_t most, Dtype dtype) {
    const auto bounds = boundsOf(dtype);
    if (least < bounds.first || most > bounds.second) {
        refuseQuantization("the bounds " + std::to_string(least) + " and " + std::to_string(most) +
                           " of a quantized tensor do not fit into " + typeText(dtype));
    }
}

void requireType(const Tensor& tensor, Dtype dtype) {
    if (tensor.scalar_type() != dtype) {
        refuseQuantization("expected a tensor of type " + typeText(dtype) + ", got " +
                           typeText(tensor.scalar_type()));
    }
}

void requireOneElement(const Tensor& tensor, const char* name) {
    if (tensor.numel() != 1) {
        refuseQuantization(std::string("expected a ") + name + " of one element, got " +
                           std::to_string(tensor.numel()));
    }
}

Tensor asFloat(const Tensor& input) {
    const bool isHalf =
        input.scalar_type() == Dtype::Half || input.scalar_type() == Dtype::BFloat16;
    auto result = isHalf ? input.to(Dtype::Float) : input;
    requireType(result, Dtype::Float);
    return result;
}

Tensor quantizePerTensor(const Tensor& input, double scale, int64_t zeroPoint, int64_t least,
                         int64_t most, Dtype dtype) {
    const auto values = asFloat(input);
    requireBounds(least, most, dtype);
    return at::clamp(at::round(values * (1.0 / scale)) + zeroPoint, least, most).to(dtype);
}

Tensor quantizePerTensorTensor(const Tensor& input, const Tensor& scale, const Tensor& zeroPoint,
                               int64_t least, int64_t most, Dtype dtype) {
    requireOneElement(zeroPoint, "zero point");
    requireOneElement(scale, "scale");
    return quantizePerTensor(input, scale.item().toDouble(), zeroPoint.item().toLong(), least, most,
                             dtype);
}

Tensor quantizePerTensorTensor2(const Tensor& input, const Tensor& scale, const Tensor& zeroPoint,
                                const Tensor& least, const Tensor& most, Dtype dtype) {
    return quantizePerTensorTensor(input, scale, zeroPoint, least.item().toLong(),
                                   most.item().toLong(), dtype);
}

Tensor dequantizePerTensor(const Tensor& input, double scale, int64_t zeroPoint, int64_t /*least*/,
                           int64_t /*most*/, Dtype dtype, std::optional<Dtype> result) {
    requireType(input, dtype);
    boundsOf(dtype);
    return (input.to(result.value_or(Dtype::Float)) - zeroPoint) * scale;
}

Tensor dequantizePerTensorTensor(const Tensor& input, const Tensor& scale, const Tensor& zeroPoint,
                                 int64_t least, int64_t most, Dtype dtype,
                                 std::optional<Dtype> result) {
    requireOneElement(zeroPoint, "zero point");
    requireOneElement(scale, "scale");
    return dequantizePerTensor(input, scale.item().toDouble(), zeroPoint.item().toLong(), least,
                               most, dtype, result);
}

Tensor dequantizePerTensorTensor2(const Tensor& input, const Tensor& scale, const Tensor& zeroPoint,
                                  const Tensor& /*least*/, const Tensor& /*most*/, Dtype dtype,
                                  std::optional<Dtype> result) {
    return dequantizePerTensorTensor(input, scale, zeroPoint, 0, 0, dtype, result);
}

void requireParameters(const Tensor& input, int64_t least, int64_t most, Dtype dtype) {
    if (input.scalar_type() != Dtype::Half && input.scalar_type() != Dtype::BFloat16) {
        requireType(input, Dtype::Float);
    }
    boundsOf(dtype);
    if (least > 0 || most < 0 || least >= most) {
        refuseQuantization("the bounds " + std::to_string(least) + " and " + std::to_string(most) +
                           " of a quantized tensor must enclose 0");
    }
}

// The scale and zero point for values from the least to the greatest one of a tensor.
Pair chooseParameters(const Tensor& input, int64_t least, int64_t most, double epsilon, Dtype dtype,
                      bool isSymmetric) {
    requireParameters(input, least, most, dtype);
    const auto [min, max] = at::aminmax(input);
    if (min.item().toDouble() == std::numeric_limits<double>::infinity() &&
        max.item().toDouble() == -std::numeric_limits<double>::infinity()) {
        return {at::ones({1}, min.options().dtype(Dtype::Float)),
                at::zeros({1}, min.options().dtype(Dtype::Long))};
    }
    const auto lowest = at::min(min, at::zeros_like(min));
    auto highest = at::max(max, at::zeros_like(max));
    const auto smallest = at::full({1}, epsilon, input.options().dtype(Dtype::Float));
    const auto range = static_cast<double>(most - least);
    Tensor scale;
    Tensor zeroPoint = at::zeros({1}, input.options().dtype(Dtype::Long));
    if (isSymmetric) {
        highest = at::max(-lowest, highest);
        scale = at::max(highest / (range / 2), smallest);
        constexpr int64_t middle = 128;
        if (dtype == Dtype::Byte) {
            zeroPoint.fill_(middle);
        }
    } else {
        scale = at::max((highest - lowest) / range, smallest);
        zeroPoint =
            at::clamp(at::rsub(at::round(lowest / scale).to(Dtype::Int), least), least, most);
    }
    return {scale.to(Dtype::Double), zeroPoint.to(Dtype::Long)};
}

Pair chooseAffine(const Tensor& input, int64_t least, int64_t most, double epsilon, Dtype dtype) {
    return chooseParameters(input, least, most, epsilon, dtype, false);
}

Pair chooseSymmetric(const Tensor& input, int64_t least, int64_t most, double epsilon,
                     Dtype dtype) {
    return chooseParameters(input, least, most, epsilon, dtype, true);
}

// The tensor with the axis in front, and the sizes that parameters of each channel have then.
std::pair<Tensor, std::vector<int64_t>> withAxisFirst(const Tensor& input, const Tensor& scales,
                                                      int64_t axis) {
    if (axis >= input.dim()) {
        refuseQuantization("expected an axis below " + std::to_string(input.dim()) + ", got " +
                           std::to_string(axis));
    }
    std::vector<int64_t> sizes(static_cast<size_t>(input.dim()), 1);
    sizes[0] = scales.size(0);
    return {input.transpose(0, axis), std::move(sizes)};
}

Tensor quantizePerChannel(const Tensor& input, const Tensor& scales, const Tensor& zeroPoints,
                          int64_t axis, int64_t least, int64_t most, Dtype dtype) {
    const auto values = asFloat(input);
    const auto [moved, sizes] = withAxisFirst(values, scales, axis);
    requireBounds(least, most, dtype);
    const auto rounded = at::round(moved * scales.view(sizes).reciprocal());
    return at::clamp(rounded + zeroPoints.view(sizes), least, most).transpose(0, axis).to(dtype);
}

Tensor dequantizePerChannel(const Tensor& input, const Tensor& scales,
                            const std::optional<Tensor>& zeroPoints, int64_t axis, int64_t least,
                            int64_t most, Dtype dtype, std::optional<Dtype> result) {
    requireType(input, dtype);
    const auto [moved, sizes] = withAxisFirst(input, scales, axis);
    requireBounds(least, most, dtype);
    const auto steps = scales.view(sizes);
    const auto values = zeroPoints ? (moved - zeroPoints->view(sizes)) * steps : moved * steps;
    return values.to(result.value_or(Dtype::Float)).transpose(0, axis);
}

Pair choosePerToken(const Tensor& input, Dtype dtype) {
    auto scales = input.abs().amax(-1, true);
    if (scales.scalar_type() == Dtype::Half) {
        scales = scales.to(Dtype::Float);
    }
    requireBounds(0, 0, dtype);
    if (dtype != Dtype::Char) {
        refuseQuantization("parameters of each token are chosen for Char, not for " +
                           typeText(dtype));
    }
    constexpr double smallest = 1e-5;
    scales = scales.clamp_min(smallest).div(std::numeric_limits<int8_t>::max());
    return {scales, at::zeros_like(scales)};
}

Pair choosePerTokenAsymmetric(const Tensor& input, Dtype /*dtype*/) {
    constexpr int64_t least = std::numeric_limits<int8_t>::min();
    constexpr int64_t most = std::numeric_limits<int8_t>::max();
    const auto min = at::amin(input, -1, true);
    const auto max = at::amax(input, -1, true);
    const auto lowest = at::min(min, at::zeros_like(min));
    const auto highest = at::max(max, at::zeros_like(max));
    const auto scale = ((highest - lowest) / static_cast<double>(most - least))
                           .clamp_min(static_cast<double>(std::numeric_limits<float>::epsilon()));
    const auto low = lowest / scale;
    const auto high = highest / scale;
    const auto zeroPoint =
        at::where((low + least) + (high + most) > 0, at::rsub(low, least), at::rsub(high, most));
    return {scale.to(Dtype::Double), at::clamp(zeroPoint, least, most).round().to(Dtype::Long)};
}

Tensor quantizePerToken(const Tensor& input, const Tensor& scales, const Tensor& zeroPoints,
                        int64_t least, int64_t most, Dtype dtype) {
    requireBounds(least, most, dtype);
    const auto tokens = c10::multiply_integers(input.sizes().slice(0, input.dim() - 1));
    if (tokens != scales.numel() || tokens != zeroPoints.numel()) {
        refuseQuantization("expected parameters for " + std::to_string(tokens) + " tokens, got " +
                           std::to_string(scales.numel()) + " scales and " +
                           std::to_string(zeroPoints.numel()) + " zero points");
    }
    return input.mul(scales.reciprocal()).add(zeroPoints).round().clamp(least, most).to(dtype);
}

Tensor dequantizePerToken(const Tensor& input, const Tensor& scales, const Tensor& zeroPoints,
                          int64_t /*least*/, int64_t /*most*/, Dtype /*dtype*/, Dtype result) {
    return ((input - zeroPoints) * scales).to(result);
}

int64_t groupSize(const Tensor& input, const Tensor& scales, int64_t size) {
    if (size <= 1 || input.dim() != 2) {
        refuseQuantization("groups are of 2 or more columns of a matrix; got groups of " +
                           std::to_string(size) + " and " + std::to_string(input.dim()) +
                           " dimensions");
    }
    if (size > input.size(-1) && scales.size(-1) == 1) {
        size = input.size(-1);
    }
    if (input.size(-1) % size != 0) {
        refuseQuantization("groups of " + std::to_string(size) + " do not divide " +
                           std::to_string(input.size(-1)) + " columns");
    }
    return size;
}

Tensor quantizePerGroup(const Tensor& input, const Tensor& scales, const Tensor& zeroPoints,
                        int64_t least, int64_t most, Dtype dtype, int64_t size) {
    const auto groups = input.reshape({-1, groupSize(input, scales, size)});
    if (groups.isnan().any().item().toBool()) {
        refuseQuantization("a tensor with NaN cannot be quantized");
    }
    return groups.mul(scales.reshape({-1, 1}).reciprocal())
        .add(zeroPoints.reshape({-1, 1}))
        .round()
        .clamp_(least, most)
        .to(dtype)
        .reshape_as(input);
}

Tensor dequantizePerGroup(const Tensor& input, const Tensor& scales,
                          const std::optional<Tensor>& zeroPoints, int64_t /*least*/,
                          int64_t /*most*/, Dtype /*dtype*/, int64_t size, Dtype result) {
    const auto groups = input.reshape({-1, groupSize(input, scales, size)});
    const auto zero = zeroPoints ? zeroPoints->reshape({-1, 1})
                                 : at::zeros({}, scales.options().dtype(Dtype::Int));
    return groups.sub(zero).mul(scales.reshape({-1, 1})).reshape_as(input).to(result);
}

Tensor convert(const Tensor& input, Dtype dtype) { return input.to(dtype, false, true); }

// Calls a function with the values of a stack.
template <auto Function> class Boxed;
template <class Result, class... Arguments, Result (*Function)(Arguments...)>
class Boxed<Function> {
  public:
    static void run(torch::jit::Stack& stack) {
        const c10::AutoGradMode off(false); // PyTorch's own record no gradients
        push(stack, call(stack, std::index_sequence_for<Arguments...>()));
    }

  private:
    template <size_t... I> static Result call(torch::jit::Stack& stack, std::index_sequence<I...>) {
        return Function(stack[I].to<std::decay_t<Arguments>>()...);
    }
    static void push(torch::jit::Stack& stack, Tensor result) {
        stack.clear();
        stack.emplace_back(std::move(result));
    }
    static void push(torch::jit::Stack& stack, Pair results) {
        auto& [first, second] = results;
        push(stack, std::move(first));
        stack.emplace_back(std::move(second));
    }
};

} // namespace

std::vector<NativeOperator> quantizationOperators() {
    std::vector<NativeOperator> all;
    const auto add = [&](const std::string& schema, void (*run)(torch::jit::Stack&)) {
        all.push_back({torch::schema(("quantized_decomposed::" + schema).c_str()), run});
    };
    const std::string bounds = "int quant_min, int quant_max, ScalarType dtype";
    const std::string tensors = "Tensor quant_min, Tensor quant_max, ScalarType dtype";
    const std::string given = "Tensor input, Tensor scale, Tensor zero_point, ";
    const std::string channels = "Tensor input, Tensor scales, Tensor zero_points, ";
    const std::string optional = "Tensor input, Tensor scales, Tensor? zero_points, ";
    const std::string result = ", *, ScalarType? out_dtype=None) -> Tensor";
    add("quantize_per_tensor(Tensor input, float scale, int zero_point, " + bounds + ") -> Tensor",
        &Boxed<&quantizePerTensor>::run);
    add("quantize_per_tensor.tensor(" + given + bounds + ") -> Tensor",
        &Boxed<&quantizePerTensorTensor>::run);
    add("quantize_per_tensor.tensor2(" + given + tensors + ") -> Tensor",
        &Boxed<&quantizePerTensorTensor2>::run);
    add("dequantize_per_tensor(Tensor input, float scale, int zero_point, " + bounds + result,
        &Boxed<&dequantizePerTensor>::run);
    add("dequantize_per_tensor.tensor(" + given + bounds + result,
        &Boxed<&dequantizePerTensorTensor>::run);
    add("dequantize_per_tensor.tensor2(" + given + tensors + result,
        &Boxed<&dequantizePerTensorTensor2>::run);
    for (const bool isSymmetric : {false, true}) {
        add(std::string("choose_qparams") + (isSymmetric ? "_symmetric" : "") +
                ".tensor(Tensor input, int quant_min, int quant_max, float eps, ScalarType dtype) "
                "-> (Tensor, Tensor)",
            isSymmetric ? &Boxed<&chooseSymmetric>::run : &Boxed<&chooseAffine>::run);
    }
    add("quantize_per_channel(" + channels + "int axis, " + bounds + ") -> Tensor",
        &Boxed<&quantizePerChannel>::run);
    add("dequantize_per_channel(" + optional + "int axis, " + bounds + result,
        &Boxed<&dequantizePerChannel>::run);
    add("choose_qparams_per_token(Tensor input, ScalarType dtype) -> (Tensor, Tensor)",
        &Boxed<&choosePerToken>::run);
    for (const auto* name :
         {"_choose_qparams_per_token_asymmetric_impl", "choose_qparams_per_token_asymmetric"}) {
        add(std::string(name) + "(Tensor input, ScalarType dtype) -> (Tensor, Tensor)",
            &Boxed<&choosePerTokenAsymmetric>::run);
    }
    add("quantize_per_token(" + channels + bounds + ") -> Tensor", &Boxed<&quantizePerToken>::run);
    add("dequantize_per_token(" + channels + bounds + ", ScalarType output_dtype) -> Tensor",
        &Boxed<&dequantizePerToken>::run);
    add("quantize_per_channel_group(" + channels + bounds + ", int group_size) -> Tensor",
        &Boxed<&quantizePerGroup>::run);
    add("dequantize_per_channel_group(" + optional + bounds +
            ", int group_size, ScalarType output_dtype) -> Tensor",
        &Boxed<&dequantizePerGroup>::run);
    add("convert_element_type.no_fuse(Tensor input, ScalarType dtype) -> Tensor",
        &Boxed<&convert>::run);
    return all;
}

} // namespace torchsharp
