#include <ATen/ATen.h>
#include <ATen/ops/_embedding_bag_dense_backward_native.h>
#include <ATen/ops/_embedding_bag_forward_only_native.h>
#include <ATen/ops/_embedding_bag_native.h>
#include <ATen/ops/_embedding_bag_per_sample_weights_backward_native.h>

#include "core/checked/replace.h"

namespace torchsharp {

namespace {

using at::Tensor;
using OptionalTensor = std::optional<Tensor>;
using Bags = std::tuple<Tensor, Tensor, Tensor, Tensor>;

constexpr const char* embeddingBag = "embedding_bag";

Bags bags(const Tensor& weight, const Tensor& indices, const Tensor& offsets, bool byFrequency,
          int64_t mode, bool sparse, const OptionalTensor& scales, bool hasLast, int64_t padding) {
    requireIndices(embeddingBag, "offsets", offsets, 0, indices.numel() + 1);
    return at::native::_embedding_bag_cpu(weight, indices, offsets, byFrequency, mode, sparse,
                                          scales, hasLast, padding);
}

Bags bagsAlone(const Tensor& weight, const Tensor& indices, const Tensor& offsets, bool byFrequency,
               int64_t mode, bool sparse, const OptionalTensor& scales, bool hasLast,
               int64_t padding) {
    requireIndices(embeddingBag, "offsets", offsets, 0, indices.numel() + 1);
    return at::native::_embedding_bag_forward_only_cpu(weight, indices, offsets, byFrequency, mode,
                                                       sparse, scales, hasLast, padding);
}

// What the forward pass has found of each index.
void requireBags(const Tensor& gradient, const Tensor& indices, const Tensor& bagOf,
                 int64_t count) {
    if (gradient.dim() == 0) {
        return; // libtorch refuses it
    }
    requireIndices(embeddingBag, "indices", indices, 0, count);
    requireIndices(embeddingBag, "offset2bag", bagOf, 0, gradient.size(0));
    requireShape(embeddingBag, "offset2bag", bagOf, indices.sizes());
}

Tensor denseBackward(const Tensor& gradient, const Tensor& indices, const Tensor& bagOf,
                     const Tensor& sizes, const Tensor& greatest, int64_t count, bool byFrequency,
                     int64_t mode, const OptionalTensor& scales, int64_t padding) {
    constexpr int64_t max = 2;
    if (mode != max) {
        requireBags(gradient, indices, bagOf, count);
        TORCH_CHECK(sizes.numel() == 0 || sizes.numel() >= gradient.size(0), embeddingBag,
                    ": bag_size has ", sizes.numel(), " elements, expected ", gradient.size(0));
    } else {
        requireIndices(embeddingBag, "maximum_indices", greatest, -1, count);
    }
    return at::native::_embedding_bag_dense_backward_cpu(gradient, indices, bagOf, sizes, greatest,
                                                         count, byFrequency, mode, scales, padding);
}

Tensor scalesBackward(const Tensor& gradient, const Tensor& weight, const Tensor& indices,
                      const Tensor& offsets, const Tensor& bagOf, int64_t mode, int64_t padding) {
    requireIndices(embeddingBag, "offsets", offsets, 0, indices.numel() + 1);
    if (weight.dim() > 0) {
        requireIndices(embeddingBag, "indices", indices, 0, weight.size(0));
    }
    if (gradient.dim() > 0) {
        requireIndices(embeddingBag, "offset2bag", bagOf, 0, gradient.size(0));
    }
    return at::native::_embedding_bag_per_sample_weights_backward_cpu(
        gradient, weight, indices, offsets, bagOf, mode, padding);
}

void registerBags(torch::Library& library) {
    library.impl("_embedding_bag", &bags);
    library.impl("_embedding_bag_forward_only", &bagsAlone);
    library.impl("_embedding_bag_dense_backward", &denseBackward);
    library.impl("_embedding_bag_per_sample_weights_backward", &scalesBackward);
}

const bool bagsAreChecked = replaceKernels(&registerBags);

} // namespace

} // namespace torchsharp
