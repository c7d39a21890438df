#include "core/exported/tensor_meta.h"

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

TensorSpec readTensorMeta(const Json& meta, Symbols& symbols) {
    TensorSpec spec;
    spec.dtype = dtypeOf(field(meta, "dtype"));
    spec.device = deviceOf(field(meta, "device"));
    spec.requiresGrad = boolOf(field(meta, "requires_grad"));
    for (const auto& size : arrayOf(field(meta, "sizes"))) {
        spec.sizes.push_back(readDimension(size, symbols));
    }
    return spec;
}

} // namespace torchsharp
