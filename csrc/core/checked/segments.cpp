#include <ATen/ATen.h>
#include <ATen/WrapDimUtils.h>
#include <ATen/ops/_segment_reduce_backward_native.h>
#include <ATen/ops/segment_reduce_native.h>

#include "core/checked/replace.h"

namespace torchsharp {

namespace {

using at::Scalar;
using at::Tensor;
using OptionalTensor = std::optional<Tensor>;

constexpr const char* segmentReduce = "segment_reduce";

// The segments of `data` along `axis`, by their lengths or by where they begin and end, in order.
void requireSegments(const Tensor& data, const OptionalTensor& lengths,
                     const OptionalTensor& offsets, int64_t axis) {
    const auto& given = offsets && offsets->defined() ? offsets : lengths;
    if (!given || !given->defined() || given->dim() != axis + 1 || data.dim() <= axis) {
        return; // libtorch refuses it
    }
    const bool areOffsets = &given == &offsets;
    const auto* argument = areOffsets ? "offsets" : "lengths";
    TORCH_CHECK(given->sizes().slice(0, axis) == data.sizes().slice(0, axis), segmentReduce, ": ",
                argument, " has the shape ", given->sizes(),
                ", whose first dimensions are not those of data, ", data.sizes());
    const auto most = data.size(axis);
    requireIndices(segmentReduce, argument, *given, 0, most + 1);
    if (!at::isIntegralType(given->scalar_type(), false) || given->numel() == 0) {
        TORCH_CHECK(!areOffsets || given->size(axis) > 0, segmentReduce,
                    ": offsets has no elements, expected the ends of the segments, and 0 first");
        return;
    }
    if (areOffsets) {
        TORCH_CHECK(given->diff(1, axis).ge(0).all().item<bool>(), segmentReduce,
                    ": offsets are not in order: expected where each segment begins, and last "
                    "where the last one ends");
    } else {
        TORCH_CHECK(given->sum(axis, false, at::kLong).le(most).all().item<bool>(), segmentReduce,
                    ": lengths add up to more than the ", most, " elements of data");
    }
}

Tensor reduce(const Tensor& data, c10::string_view how, const OptionalTensor& lengths,
              const OptionalTensor& indices, const OptionalTensor& offsets, int64_t axis,
              bool unsafe, const std::optional<Scalar>& initial) {
    requireSegments(data, lengths, offsets, at::maybe_wrap_dim(axis, data.dim()));
    return at::native::segment_reduce_kernel(data, how, lengths, indices, offsets, axis, unsafe,
                                             initial);
}

Tensor reduceBackward(const Tensor& gradient, const Tensor& output, const Tensor& data,
                      c10::string_view how, const OptionalTensor& lengths,
                      const OptionalTensor& offsets, int64_t axis,
                      const std::optional<Scalar>& initial) {
    const auto along = at::maybe_wrap_dim(axis, data.dim());
    requireSegments(data, lengths, offsets, along);
    const auto& given = offsets && offsets->defined() ? offsets : lengths;
    if (given && given->defined() && given->dim() == along + 1 && data.dim() > along) {
        auto expected = data.sizes().vec();
        expected[along] = given->size(along) - (&given == &offsets ? 1 : 0);
        requireShape(segmentReduce, "its result", output, expected);
        requireShape(segmentReduce, "the gradient", gradient, expected);
    }
    return at::native::_segment_reduce_backward_kernel(gradient, output, data, how, lengths,
                                                       offsets, axis, initial);
}

void registerSegments(torch::Library& library) {
    library.impl("segment_reduce", &reduce);
    library.impl("_segment_reduce_backward", &reduceBackward);
}

const bool segmentsAreChecked = replaceKernels(&registerSegments);

} // namespace

} // namespace torchsharp
