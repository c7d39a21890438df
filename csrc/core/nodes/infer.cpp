#include "core/nodes/infer.h"

#include <ATen/core/Dict.h>
#include <ATen/core/List.h>

#include "core/nodes/handles.h"
#include "core/nodes/mismatch.h"
#include "core/nodes/nodes.h"
#include "core/nodes/tensor_handle.h"
#include "core/support/device.h"
#include "core/types/common_type.h"

namespace torchsharp {

namespace {

using c10::IValue;
using c10::TypePtr;

// The type in a flag of tsp_value; Any if it has parts or is unknown.
TypePtr flaggedType(uint32_t flags, int shift) {
    switch ((flags >> shift) & 0xFF) {
    case TSP_TYPE_TENSOR:
        return c10::TensorType::get();
    case TSP_TYPE_INT:
        return c10::IntType::get();
    case TSP_TYPE_FLOAT:
        return c10::FloatType::get();
    case TSP_TYPE_BOOL:
        return c10::BoolType::get();
    case TSP_TYPE_COMPLEX:
        return c10::ComplexType::get();
    case TSP_TYPE_STRING:
        return c10::StringType::get();
    case TSP_TYPE_DEVICE:
        return c10::DeviceObjType::get();
    default:
        return c10::AnyType::get();
    }
}

IValue inferList(const tsp_value& value) {
    CommonType type(flaggedType(value.flags, TSP_VALUE_ELEMENT_SHIFT));
    std::vector<IValue> elements;
    elements.reserve(static_cast<size_t>(value.as.ref.size));
    for (const auto& node : nodesOf(value)) {
        elements.push_back(inferValue(node));
        type.add(elements.back());
    }
    c10::impl::GenericList list(type.get());
    list.reserve(elements.size());
    for (auto& element : elements) {
        list.push_back(std::move(element));
    }
    return list;
}

IValue inferDict(const tsp_value& value) {
    CommonType keyType(flaggedType(value.flags, TSP_VALUE_ELEMENT_SHIFT));
    CommonType mappedType(flaggedType(value.flags, TSP_VALUE_MAPPED_SHIFT));
    std::vector<IValue> items;
    for (const auto& node : pairsOf(value)) {
        const bool isKey = items.size() % 2 == 0;
        items.push_back(inferValue(node));
        (isKey ? keyType : mappedType).add(items.back());
    }
    if (!isDictKey(*keyType.get(), items.empty())) {
        throw Mismatch{describe(value)};
    }
    c10::impl::GenericDict dict(keyType.get(), mappedType.get());
    for (size_t i = 0; i < items.size(); i += 2) {
        dict.insert_or_assign(std::move(items[i]), std::move(items[i + 1]));
    }
    return dict;
}

IValue inferTuple(const tsp_value& value) {
    std::vector<IValue> values;
    values.reserve(static_cast<size_t>(value.as.ref.size));
    for (const auto& node : nodesOf(value)) {
        values.push_back(inferValue(node));
    }
    return c10::ivalue::Tuple::create(std::move(values));
}

// The fields keep their names, but their class is not known.
IValue inferNamedTuple(const tsp_value& value) {
    std::vector<std::string> names;
    std::vector<IValue> values;
    std::vector<TypePtr> types;
    const auto pairs = pairsOf(value);
    for (size_t i = 0; i < pairs.size(); i += 2) {
        names.emplace_back(textOf(pairs[i]));
        values.push_back(inferValue(pairs[i + 1]));
        types.push_back(itemType(values.back()));
    }
    auto type = c10::TupleType::createNamed(c10::QualifiedName("NamedTuple"), names, types);
    return c10::ivalue::Tuple::createNamed(std::move(values), std::move(type));
}

} // namespace

c10::IValue inferValue(const tsp_value& value) {
    switch (value.kind) {
    case TSP_KIND_NONE:
        return {};
    case TSP_KIND_TENSOR:
        if (value.as.ref.data == nullptr) {
            break;
        }
        return shareTensor(static_cast<tsp_tensor*>(value.as.ref.data));
    case TSP_KIND_INT:
        return value.as.i;
    case TSP_KIND_FLOAT:
        return value.as.f;
    case TSP_KIND_BOOL:
        return value.as.i != 0;
    case TSP_KIND_COMPLEX:
        return c10::complex<double>(value.as.complex[0], value.as.complex[1]);
    case TSP_KIND_STRING:
        return std::string(textOf(value));
    case TSP_KIND_DEVICE:
        return readDevice(std::string(textOf(value)));
    case TSP_KIND_INT_LIST:
        return denseList<int64_t, int64_t>(value);
    case TSP_KIND_FLOAT_LIST:
        return denseList<double, double>(value);
    case TSP_KIND_BOOL_LIST:
        return denseList<bool, uint8_t>(value);
    case TSP_KIND_TUPLE:
        return inferTuple(value);
    case TSP_KIND_NAMED_TUPLE:
        return inferNamedTuple(value);
    case TSP_KIND_LIST:
        return inferList(value);
    case TSP_KIND_DICT:
        return inferDict(value);
    case TSP_KIND_OBJECT:
    case TSP_KIND_MODULE:
        return handleValue(value);
    case TSP_KIND_FUTURE: {
        if (value.as.ref.size != 1) {
            break;
        }
        auto result = inferValue(nodesOf(value)[0]);
        auto future = c10::make_intrusive<c10::ivalue::Future>(itemType(result));
        future->markCompleted(std::move(result));
        return future;
    }
    default:
        break;
    }
    throw Mismatch{describe(value)};
}

} // namespace torchsharp
