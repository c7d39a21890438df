#include "core/arguments.h"

#include <string_view>

#include <ATen/core/Dict.h>
#include <ATen/core/List.h>

#include "core/device.h"
#include "core/tensor_handle.h"

namespace torchsharp {

namespace {

using c10::IValue;
using c10::Type;
using c10::TypeKind;

// Thrown inside a tree of values; the caller adds the argument's name and the schema.
struct Mismatch {
    std::string got;
};

std::string_view textOf(const tsp_value& value) {
    return {static_cast<const char*>(value.as.ref.data), static_cast<size_t>(value.as.ref.size)};
}

template <class T> c10::ArrayRef<T> arrayOf(const tsp_value& value) {
    return {static_cast<const T*>(value.as.ref.data), static_cast<size_t>(value.as.ref.size)};
}

c10::ArrayRef<tsp_value> nodesOf(const tsp_value& value) { return arrayOf<tsp_value>(value); }

std::string describe(const tsp_value& value) {
    switch (value.kind) {
    case TSP_KIND_NONE:
        return "None";
    case TSP_KIND_TENSOR:
        return "Tensor";
    case TSP_KIND_INT:
        return "int";
    case TSP_KIND_FLOAT:
        return "float";
    case TSP_KIND_BOOL:
        return "bool";
    case TSP_KIND_STRING:
        return "str";
    case TSP_KIND_TUPLE: {
        std::string text;
        for (const auto& node : nodesOf(value)) {
            text += (text.empty() ? "" : ", ") + describe(node);
        }
        return "Tuple[" + text + "]";
    }
    case TSP_KIND_LIST:
        return value.as.ref.size == 0 ? "an empty list"
                                      : "List[" + describe(nodesOf(value)[0]) + "]";
    case TSP_KIND_INT_LIST:
        return "List[int]";
    case TSP_KIND_FLOAT_LIST:
        return "List[float]";
    case TSP_KIND_BOOL_LIST:
        return "List[bool]";
    default:
        return "a value of unknown kind " + std::to_string(value.kind);
    }
}

IValue read(const tsp_value& value, const Type& type);

template <class To, class From> IValue denseList(const tsp_value& value) {
    c10::List<To> list;
    const auto elements = arrayOf<From>(value);
    list.reserve(elements.size());
    for (const From element : elements) {
        list.push_back(static_cast<To>(element));
    }
    return list;
}

// An element of any kind of list as a node of its own.
tsp_value elementOf(const tsp_value& list, int64_t i) {
    const void* data = list.as.ref.data;
    tsp_value node{};
    switch (list.kind) {
    case TSP_KIND_INT_LIST:
        node.kind = TSP_KIND_INT;
        node.as.i = static_cast<const int64_t*>(data)[i];
        return node;
    case TSP_KIND_FLOAT_LIST:
        node.kind = TSP_KIND_FLOAT;
        node.as.f = static_cast<const double*>(data)[i];
        return node;
    case TSP_KIND_BOOL_LIST:
        node.kind = TSP_KIND_BOOL;
        node.as.i = static_cast<const uint8_t*>(data)[i];
        return node;
    default:
        return static_cast<const tsp_value*>(data)[i];
    }
}

IValue readList(const tsp_value& value, const Type& type) {
    const auto& element =
        type.containedTypeSize() == 1 ? type.containedType(0) : c10::AnyType::get();
    const auto kind = element->kind();
    const bool ints = kind == TypeKind::IntType || kind == TypeKind::SymIntType;
    const bool floats = kind == TypeKind::FloatType;
    if (value.kind == TSP_KIND_INT_LIST && ints) {
        return denseList<int64_t, int64_t>(value);
    }
    if (value.kind == TSP_KIND_INT_LIST && floats) {
        return denseList<double, int64_t>(value);
    }
    if (value.kind == TSP_KIND_FLOAT_LIST && floats) {
        return denseList<double, double>(value);
    }
    if (value.kind == TSP_KIND_BOOL_LIST && kind == TypeKind::BoolType) {
        return denseList<bool, uint8_t>(value);
    }
    if (value.kind < TSP_KIND_LIST || value.kind > TSP_KIND_BOOL_LIST) {
        throw Mismatch{describe(value)};
    }
    c10::impl::GenericList list(ints ? c10::IntType::get() : element);
    list.reserve(static_cast<size_t>(value.as.ref.size));
    for (int64_t i = 0; i < value.as.ref.size; ++i) {
        list.push_back(read(elementOf(value, i), *element));
    }
    return list;
}

IValue readTuple(const tsp_value& value, const Type& type) {
    const auto elements = type.containedTypes();
    if (value.kind != TSP_KIND_TUPLE || nodesOf(value).size() != elements.size()) {
        throw Mismatch{describe(value)};
    }
    std::vector<IValue> values;
    values.reserve(elements.size());
    for (size_t i = 0; i < elements.size(); ++i) {
        values.push_back(read(nodesOf(value)[i], *elements[i]));
    }
    const auto& tuple = type.expectRef<c10::TupleType>();
    if (tuple.schema() == nullptr) {
        return c10::ivalue::Tuple::create(std::move(values));
    }
    // A NamedTuple's value carries its type; Type has no const shared_from_this.
    auto named = const_cast<c10::TupleType&>(tuple).shared_from_this();
    return c10::ivalue::Tuple::createNamed(std::move(values), named->expect<c10::TupleType>());
}

// The first member that fits.
IValue readUnion(const tsp_value& value, const c10::UnionType& type) {
    for (const auto& member : type.containedTypes()) {
        try {
            return read(value, *member);
        } catch (const Mismatch&) {
            continue;
        }
    }
    throw Mismatch{describe(value)};
}

// A list that may be empty needs an element type, which a bare value does not tell: dense nodes do.
IValue readAny(const tsp_value& value) {
    switch (value.kind) {
    case TSP_KIND_NONE:
        return {};
    case TSP_KIND_TENSOR:
        return read(value, *c10::TensorType::get());
    case TSP_KIND_INT:
        return value.as.i;
    case TSP_KIND_FLOAT:
        return value.as.f;
    case TSP_KIND_BOOL:
        return value.as.i != 0;
    case TSP_KIND_STRING:
        return std::string(textOf(value));
    case TSP_KIND_INT_LIST:
        return denseList<int64_t, int64_t>(value);
    case TSP_KIND_FLOAT_LIST:
        return denseList<double, double>(value);
    case TSP_KIND_BOOL_LIST:
        return denseList<bool, uint8_t>(value);
    case TSP_KIND_TUPLE: {
        std::vector<IValue> values;
        for (const auto& node : nodesOf(value)) {
            values.push_back(readAny(node));
        }
        return c10::ivalue::Tuple::create(std::move(values));
    }
    case TSP_KIND_LIST: {
        c10::impl::GenericList list(c10::AnyType::get());
        for (const auto& node : nodesOf(value)) {
            list.push_back(readAny(node));
        }
        return list;
    }
    default:
        throw Mismatch{describe(value)};
    }
}

IValue read(const tsp_value& value, const Type& type) {
    switch (type.kind()) {
    case TypeKind::TensorType:
        if (value.kind == TSP_KIND_TENSOR && value.as.ref.data != nullptr) {
            return shareTensor(static_cast<tsp_tensor*>(value.as.ref.data));
        }
        break;
    case TypeKind::IntType:
    case TypeKind::SymIntType:
    case TypeKind::ScalarTypeType:
    case TypeKind::LayoutType:
    case TypeKind::MemoryFormatType:
        if (value.kind == TSP_KIND_INT) {
            return value.as.i;
        }
        break;
    case TypeKind::FloatType:
        if (value.kind == TSP_KIND_FLOAT) {
            return value.as.f;
        }
        if (value.kind == TSP_KIND_INT) { // widens as TorchScript does
            return static_cast<double>(value.as.i);
        }
        break;
    case TypeKind::BoolType:
        if (value.kind == TSP_KIND_BOOL) {
            return value.as.i != 0;
        }
        break;
    case TypeKind::NumberType:
        if (value.kind == TSP_KIND_INT || value.kind == TSP_KIND_FLOAT ||
            value.kind == TSP_KIND_BOOL) {
            return readAny(value);
        }
        break;
    case TypeKind::StringType:
        if (value.kind == TSP_KIND_STRING) {
            return std::string(textOf(value));
        }
        break;
    case TypeKind::DeviceObjType:
        if (value.kind == TSP_KIND_STRING) {
            return parseDevice(std::string(textOf(value)));
        }
        break;
    case TypeKind::NoneType:
        if (value.kind == TSP_KIND_NONE) {
            return {};
        }
        break;
    case TypeKind::OptionalType:
        if (value.kind == TSP_KIND_NONE) {
            return {};
        }
        return read(value, *type.expectRef<c10::OptionalType>().getElementType());
    case TypeKind::UnionType:
        return readUnion(value, type.expectRef<c10::UnionType>());
    case TypeKind::ListType:
        return readList(value, type);
    case TypeKind::TupleType:
        return readTuple(value, type);
    case TypeKind::AnyType:
        return readAny(value);
    default:
        throw Error(TSP_ERROR_UNSUPPORTED,
                    "values of type " + type.annotation_str() + " cannot be passed yet");
    }
    throw Mismatch{describe(value)};
}

} // namespace

void pushArguments(const Callable& callable, const tsp_value* args, size_t count,
                   torch::jit::Stack& stack) {
    if (count > callable.arity()) {
        callable.throwTooMany(callable.arity(), count);
    }
    stack.reserve(callable.arity() + 1);
    callable.begin(stack);
    for (size_t i = 0; i < count; ++i) {
        try {
            stack.push_back(read(args[i], callable.type(i)));
        } catch (const Mismatch& mismatch) {
            callable.throwMismatch(i, mismatch.got);
        }
    }
    callable.pushDefaults(stack, count);
}

} // namespace torchsharp
