#pragma once

#include <string>
#include <vector>

#include <ATen/core/ivalue.h>
#include <torch/custom_class.h>

namespace torchsharp {

// Values of Python's data files for which TorchScript has no type. They are capsules.

struct BytesData final : torch::CustomClassHolder {
    explicit BytesData(std::string all) : bytes(std::move(all)) {}
    std::string bytes;
};

struct SetData final : torch::CustomClassHolder {
    explicit SetData(std::vector<c10::IValue> all) : items(std::move(all)) {}
    std::vector<c10::IValue> items;
};

struct DtypeData final : torch::CustomClassHolder {
    explicit DtypeData(c10::ScalarType one) : dtype(one) {}
    c10::ScalarType dtype;
};

struct LayoutData final : torch::CustomClassHolder {
    explicit LayoutData(c10::Layout one) : layout(one) {}
    c10::Layout layout;
};

template <class Data, class Argument> c10::IValue dataValue(Argument argument) {
    return c10::IValue::make_capsule(c10::make_intrusive<Data>(std::move(argument)));
}

// Null if the value is not of that kind.
template <class Data> const Data* dataOf(const c10::IValue& value) {
    return value.isCapsule() ? dynamic_cast<const Data*>(value.toCapsule().get()) : nullptr;
}

} // namespace torchsharp
