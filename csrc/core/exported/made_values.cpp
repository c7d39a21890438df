#include "core/exported/made_values.h"

#include <ATen/ATen.h>
#include <ATen/ScalarOps.h>

#include "core/exported/steps.h"
#include "core/support/error.h"

namespace torchsharp {

c10::IValue MadeList::make(Frame& frame) const {
    c10::impl::GenericList list(element_);
    list.reserve(items_.size());
    for (const auto& item : items_) {
        auto value = frame.take(item);
        if (element_->kind() == c10::TypeKind::TensorType && !value.isTensor()) {
            throw Error(TSP_ERROR_RUNTIME,
                        "the program makes a list of tensors of a value of type " +
                            value.type()->annotation_str());
        }
        if (element_->kind() == c10::TypeKind::IntType && !value.isInt()) {
            throw Error(TSP_ERROR_RUNTIME, "the program makes a list of sizes of a value of type " +
                                               value.type()->annotation_str());
        }
        list.push_back(std::move(value));
    }
    return list;
}

std::vector<Source*> MadeList::sources() { return pointersTo(items_); }

at::Tensor WrappedNumber::wrap(const c10::IValue& number) {
    if (number.isTensor()) {
        return number.toTensor();
    }
    auto tensor = c10::scalar_to_tensor(number.toScalar());
    tensor.unsafeGetTensorImpl()->set_wrapped_number(true);
    return tensor;
}

c10::IValue ConvertedNumber::make(Frame& frame) const {
    auto value = frame.take(value_);
    if (value.isTensor()) {
        value = value.toTensor().item();
    }
    if (wanted_ == c10::TypeKind::FloatType && value.isInt()) {
        return static_cast<double>(value.toInt());
    }
    return value;
}

} // namespace torchsharp
