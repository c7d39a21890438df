#include "core/files/pickled_sparse.h"

#include <ATen/ATen.h>

#include "core/files/pickled_tensors.h"
#include "core/types/plain_data.h"

namespace torchsharp {

namespace {

using Arguments = std::vector<Pickled>;

struct Parts {
    c10::Layout layout = c10::Layout::Strided;
    std::vector<int64_t> sizes;
    at::Tensor indices; // of a COO tensor, or the compressed ones
    at::Tensor plain;   // undefined for a COO tensor
    at::Tensor values;
    bool requiresGrad = false;
    std::optional<bool> isCoalesced;
};

bool isCompressed(c10::Layout layout) {
    return layout == c10::Layout::SparseCsr || layout == c10::Layout::SparseCsc ||
           layout == c10::Layout::SparseBsr || layout == c10::Layout::SparseBsc;
}

[[noreturn]] void throwUnknownLayout() {
    throwUnreadable("it holds a sparse tensor with an unknown layout");
}

// (layout, (indices, values, size, is_coalesced)) or (layout, (compressed, plain, values, size)).
Parts pythonParts(const Arguments& arguments) {
    const auto* layout = dataOf<LayoutData>(valueOf(arguments[0]));
    const auto data = itemsOf(arguments[1]);
    Parts parts;
    parts.layout = layout == nullptr ? c10::Layout::Strided : layout->layout;
    if (parts.layout == c10::Layout::Sparse && (data.size() == 3 || data.size() == 4)) {
        parts.indices = tensorOf(data[0]);
        parts.values = tensorOf(data[1]);
        parts.sizes = sizesOf(data[2]);
        if (data.size() == 4 && !valueOf(data[3]).isNone()) {
            parts.isCoalesced = boolOf(data[3]);
        }
    } else if (isCompressed(parts.layout) && data.size() == 4) {
        parts.indices = tensorOf(data[0]);
        parts.plain = tensorOf(data[1]);
        parts.values = tensorOf(data[2]);
        parts.sizes = sizesOf(data[3]);
    } else {
        throwUnknownLayout();
    }
    return parts;
}

// (layout, size, requires_grad, indices, values) or (..., compressed, plain, values).
Parts scriptParts(const Arguments& arguments) {
    Parts parts;
    parts.layout = static_cast<c10::Layout>(intOf(arguments[0]));
    parts.sizes = sizesOf(arguments[1]);
    parts.requiresGrad = boolOf(arguments[2]);
    parts.indices = tensorOf(arguments[3]);
    if (parts.layout == c10::Layout::SparseCsr && arguments.size() >= 6) {
        parts.plain = tensorOf(arguments[4]);
        parts.values = tensorOf(arguments[5]);
    } else if (parts.layout == c10::Layout::Sparse) {
        parts.values = tensorOf(arguments[4]);
    } else {
        throwUnknownLayout();
    }
    return parts;
}

void requireStrided(const at::Tensor& tensor) {
    if (tensor.defined() && (tensor.layout() != c10::kStrided || tensor.is_quantized())) {
        throwUnreadable("it holds a sparse tensor whose values are not dense");
    }
}

} // namespace

at::Tensor rebuildSparse(const Arguments& arguments) {
    if (arguments.size() > 2 && arguments.size() < 5) {
        throwUnknownLayout();
    }
    const auto parts = arguments.size() == 2 ? pythonParts(arguments) : scriptParts(arguments);
    requireStrided(parts.indices);
    requireStrided(parts.plain);
    requireStrided(parts.values);
    const auto values = parts.values.detach();
    const auto options = values.options().layout(parts.layout);
    const bool hasIndices = !values.is_meta(); // to check
    if (!parts.plain.defined()) {
        if (hasIndices) {
            at::_validate_sparse_coo_tensor_args(parts.indices, values, parts.sizes,
                                                 parts.isCoalesced);
        }
        return at::_sparse_coo_tensor_unsafe(parts.indices, values, parts.sizes, options,
                                             parts.isCoalesced)
            .requires_grad_(parts.requiresGrad);
    }
    if (hasIndices) {
        at::_validate_sparse_compressed_tensor_args(parts.indices, parts.plain, values, parts.sizes,
                                                    parts.layout);
    }
    return at::_sparse_compressed_tensor_unsafe(parts.indices, parts.plain, values, parts.sizes,
                                                options)
        .requires_grad_(parts.requiresGrad);
}

} // namespace torchsharp
