#include "core/exported/tensor_meta.h"

#include <algorithm>

#include <c10/util/safe_numerics.h>

#include "core/exported/scalars.h"
#include "core/files/unreadable.h"

namespace torchsharp {

Dimension readDimension(const Json& value, Symbols& symbols) {
    const auto [tag, inner] = taggedOf(value);
    Dimension dimension;
    if (tag == "as_int") {
        dimension.size = intOf(inner);
    } else if (tag == "as_expr") {
        dimension.expression = Expression::parse(textOf(field(inner, "expr_str")), symbols);
    } else {
        throwUnreadable("its program has a size of the unknown kind '" + tag + "'");
    }
    return dimension;
}

namespace {

// The number that the size or stride had at the export.
int64_t exampleOf(const Json& value) {
    const auto [tag, inner] = taggedOf(value);
    if (tag == "as_int") {
        return intOf(inner);
    }
    const auto* hint = optionalField(inner, "hint");
    const auto* number = hint == nullptr ? nullptr : optionalField(*hint, "as_int");
    return number == nullptr ? 1 : intOf(*number);
}

bool wasContiguous(const Json& meta) {
    const auto& sizes = arrayOf(field(meta, "sizes"));
    const auto& strides = arrayOf(field(meta, "strides"));
    if (sizes.size() != strides.size()) {
        throwUnreadable("its program has a tensor with " + std::to_string(sizes.size()) +
                        " sizes and " + std::to_string(strides.size()) + " strides");
    }
    int64_t expected = 1;
    for (size_t i = sizes.size(); i-- > 0;) {
        const auto size = exampleOf(sizes[i]);
        if (size != 1 && exampleOf(strides[i]) != expected) {
            return false;
        }
        if (c10::mul_overflows(expected, std::max<int64_t>(size, 1), &expected)) {
            return false;
        }
    }
    return true;
}

} // namespace

TensorSpec readTensorMeta(const Json& meta, Symbols& symbols) {
    TensorSpec spec;
    spec.dtype = dtypeOf(field(meta, "dtype"));
    spec.device = deviceOf(field(meta, "device"));
    spec.requiresGrad = boolOf(field(meta, "requires_grad"));
    for (const auto& size : arrayOf(field(meta, "sizes"))) {
        spec.sizes.push_back(readDimension(size, symbols));
    }
    spec.isContiguous = wasContiguous(meta);
    return spec;
}

} // namespace torchsharp
