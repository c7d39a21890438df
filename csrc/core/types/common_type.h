#pragma once

#include <ATen/core/ivalue.h>
#include <ATen/core/jit_type.h>

namespace torchsharp {

// The type of a value inside a container: a tensor of any shape is a Tensor, in tuples too.
inline c10::TypePtr itemType(const c10::IValue& value) {
    if (value.isTensor()) {
        return c10::TensorType::get();
    }
    auto type = value.type();
    if (!value.isTuple() || type->expectRef<c10::TupleType>().schema() != nullptr) {
        return type;
    }
    return c10::TupleType::create(c10::fmap(value.toTupleRef().elements().asArrayRef(), itemType));
}

// The type that fits every item of a container: Any if no narrower type does.
class CommonType {
  public:
    explicit CommonType(c10::TypePtr whenEmpty = c10::AnyType::get())
        : type_(std::move(whenEmpty)) {}

    void add(const c10::IValue& value) {
        if (empty_) {
            type_ = itemType(value);
            empty_ = false;
        } else if (auto joined = c10::unifyTypes(type_, itemType(value))) {
            type_ = *joined;
        } else {
            type_ = c10::AnyType::get();
        }
    }
    const c10::TypePtr& get() const { return type_; }

  private:
    c10::TypePtr type_;
    bool empty_ = true;
};

// Whether TorchScript allows the type as a dict key; Any only for an empty dict.
inline bool isDictKey(const c10::Type& type, bool isEmpty) {
    switch (type.kind()) {
    case c10::TypeKind::AnyType:
        return isEmpty;
    case c10::TypeKind::StringType:
    case c10::TypeKind::IntType:
    case c10::TypeKind::FloatType:
    case c10::TypeKind::ComplexType:
    case c10::TypeKind::BoolType:
    case c10::TypeKind::TensorType:
    case c10::TypeKind::DeviceObjType:
        return true;
    default:
        return false;
    }
}

} // namespace torchsharp
