#include "core/nodes/arguments.h"

#include <ATen/core/Dict.h>
#include <ATen/core/enum_type.h>

#include "core/nodes/handles.h"
#include "core/nodes/infer.h"
#include "core/nodes/item.h"
#include "core/nodes/nodes.h"
#include "core/nodes/tensor_handle.h"
#include "core/nodes/well_formed.h"
#include "core/support/device.h"

namespace torchsharp {

namespace {

using c10::IValue;
using c10::Type;
using c10::TypeKind;

// Type has no const shared_from_this, but some values share ownership of their type.
template <class T> std::shared_ptr<T> share(const T& type) {
    return std::static_pointer_cast<T>(const_cast<T&>(type).shared_from_this());
}

// Reads nodes as the types of a schema.
class ArgumentReader {
  public:
    // Whether an int may become a float or a complex number, a tensor of one element a number, and
    // text a device. A Union first looks for an exact member.
    explicit ArgumentReader(bool widens) : widens_(widens) {}

    IValue read(const tsp_value& value, const Type& type) const;

  private:
    IValue readComplex(const tsp_value& value) const;
    IValue readList(const tsp_value& value, const Type& type) const;
    IValue readDict(const tsp_value& value, const c10::DictType& type) const;
    IValue readTuple(const tsp_value& value, const c10::TupleType& type) const;
    IValue readNamedTuple(const tsp_value& value, const c10::TupleType& type) const;
    static IValue readEnum(const tsp_value& value, const c10::EnumType& type);
    static IValue readUnion(const tsp_value& value, const c10::UnionType& type);
    IValue readFuture(const tsp_value& value, const Type& type) const;

    bool widens_;
};

[[noreturn]] void refuse(const tsp_value& value) { throw Mismatch{describe(value)}; }

bool isTensor(const tsp_value& value) {
    return value.kind == TSP_KIND_TENSOR && value.as.ref.data != nullptr;
}

// The number in a tensor of one element, which Python takes for a number too.
IValue readTensorNumber(const tsp_value& value, TypeKind kind) {
    return numberOf(BorrowedTensor(static_cast<tsp_tensor*>(value.as.ref.data)).get(), kind);
}

// An instance, a module, or another value that has a handle.
IValue readHandle(const tsp_value& value, const Type& type) {
    if (value.kind != TSP_KIND_OBJECT && value.kind != TSP_KIND_MODULE) {
        refuse(value);
    }
    IValue held = handleValue(value);
    if (!held.type()->isSubtypeOf(type)) {
        refuse(value);
    }
    return held;
}

IValue ArgumentReader::readComplex(const tsp_value& value) const {
    if (value.kind == TSP_KIND_COMPLEX) {
        return c10::complex<double>(value.as.complex[0], value.as.complex[1]);
    }
    if (widens_ && value.kind == TSP_KIND_FLOAT) {
        return c10::complex<double>(value.as.f, 0);
    }
    if (widens_ && value.kind == TSP_KIND_INT) {
        return c10::complex<double>(static_cast<double>(value.as.i), 0);
    }
    if (widens_ && isTensor(value)) {
        return readTensorNumber(value, TypeKind::ComplexType);
    }
    refuse(value);
}

IValue ArgumentReader::readList(const tsp_value& value, const Type& type) const {
    const auto& element =
        type.containedTypeSize() == 1 ? type.containedType(0) : c10::AnyType::get();
    const auto kind = element->kind();
    const bool ints = kind == TypeKind::IntType || kind == TypeKind::SymIntType;
    const bool floats = kind == TypeKind::FloatType;
    if (value.kind == TSP_KIND_INT_LIST && ints) {
        return denseList<int64_t, int64_t>(value);
    }
    if (value.kind == TSP_KIND_INT_LIST && floats && widens_) {
        return denseList<double, int64_t>(value);
    }
    if (value.kind == TSP_KIND_FLOAT_LIST && floats) {
        return denseList<double, double>(value);
    }
    if (value.kind == TSP_KIND_BOOL_LIST && kind == TypeKind::BoolType) {
        return denseList<bool, uint8_t>(value);
    }
    const bool exact = value.kind == TSP_KIND_LIST || widens_; // an empty INT_LIST holds no floats
    if (!isList(value) || !exact) {
        refuse(value);
    }
    c10::impl::GenericList list(ints ? c10::IntType::get() : element);
    list.reserve(static_cast<size_t>(value.as.ref.size));
    for (int64_t i = 0; i < value.as.ref.size; ++i) {
        list.push_back(read(elementOf(value, i), *element));
    }
    return list;
}

IValue ArgumentReader::readDict(const tsp_value& value, const c10::DictType& type) const {
    if (value.kind != TSP_KIND_DICT) {
        refuse(value);
    }
    const auto& keyType = type.getKeyType();
    const auto& mappedType = type.getValueType();
    c10::impl::GenericDict dict(keyType, mappedType);
    const auto pairs = pairsOf(value);
    dict.reserve(pairs.size() / 2);
    for (size_t i = 0; i < pairs.size(); i += 2) {
        dict.insert_or_assign(read(pairs[i], *keyType), read(pairs[i + 1], *mappedType));
    }
    return dict;
}

IValue ArgumentReader::readTuple(const tsp_value& value, const c10::TupleType& type) const {
    if (value.kind == TSP_KIND_NAMED_TUPLE) {
        return readNamedTuple(value, type);
    }
    const auto elements = type.elements();
    if (value.kind != TSP_KIND_TUPLE || nodesOf(value).size() != elements.size()) {
        refuse(value);
    }
    std::vector<IValue> values;
    values.reserve(elements.size());
    for (size_t i = 0; i < elements.size(); ++i) {
        values.push_back(read(nodesOf(value)[i], *elements[i]));
    }
    if (type.schema() == nullptr) {
        return c10::ivalue::Tuple::create(std::move(values));
    }
    return c10::ivalue::Tuple::createNamed(std::move(values), share(type));
}

// The value of a field, or null. Prefers an exact name.
const tsp_value* fieldOf(c10::ArrayRef<tsp_value> pairs, const std::string& name) {
    for (size_t i = 0; i < pairs.size(); i += 2) {
        if (textOf(pairs[i]) == name) {
            return &pairs[i + 1];
        }
    }
    for (size_t i = 0; i < pairs.size(); i += 2) {
        if (sameName(textOf(pairs[i]), name)) {
            return &pairs[i + 1];
        }
    }
    return nullptr;
}

IValue ArgumentReader::readNamedTuple(const tsp_value& value, const c10::TupleType& type) const {
    if (type.schema() == nullptr) {
        refuse(value); // a plain tuple has no field names
    }
    const auto& fields = type.schema()->arguments();
    const auto pairs = pairsOf(value);
    if (pairs.size() != 2 * fields.size()) {
        refuse(value);
    }
    std::vector<IValue> values;
    values.reserve(fields.size());
    for (const auto& field : fields) {
        const auto* node = fieldOf(pairs, field.name());
        if (node == nullptr) {
            throw Mismatch{describe(value) + ", which has no field '" + field.name() + "'"};
        }
        values.push_back(read(*node, *field.type()));
    }
    return c10::ivalue::Tuple::createNamed(std::move(values), share(type));
}

IValue ArgumentReader::readEnum(const tsp_value& value, const c10::EnumType& type) {
    if (value.kind == TSP_KIND_OBJECT) {
        return readHandle(value, type);
    }
    if (value.kind != TSP_KIND_ENUM || value.as.ref.size < 1) {
        refuse(value);
    }
    const auto name = textOf(nodesOf(value)[0]);
    const auto members = type.enumNamesValues();
    auto found = std::find_if(members.begin(), members.end(),
                              [&](const auto& member) { return member.first == name; });
    if (found == members.end()) {
        found = std::find_if(members.begin(), members.end(),
                             [&](const auto& member) { return sameName(member.first, name); });
    }
    if (found == members.end()) {
        refuse(value);
    }
    return IValue(
        c10::make_intrusive<c10::ivalue::EnumHolder>(share(type), found->first, found->second));
}

// Skips members that cannot fit, because each failed try costs an exception.
bool mayFit(const tsp_value& value, TypeKind kind) {
    switch (kind) {
    case TypeKind::TensorType:
        return value.kind == TSP_KIND_TENSOR;
    case TypeKind::IntType:
        return value.kind == TSP_KIND_INT;
    case TypeKind::FloatType:
        return value.kind == TSP_KIND_FLOAT || value.kind == TSP_KIND_INT;
    case TypeKind::BoolType:
        return value.kind == TSP_KIND_BOOL;
    case TypeKind::StringType:
        return value.kind == TSP_KIND_STRING;
    case TypeKind::NoneType:
        return value.kind == TSP_KIND_NONE;
    case TypeKind::ListType:
        return isList(value);
    case TypeKind::DictType:
        return value.kind == TSP_KIND_DICT;
    case TypeKind::TupleType:
        return value.kind == TSP_KIND_TUPLE || value.kind == TSP_KIND_NAMED_TUPLE;
    default:
        return true;
    }
}

// The first member that fits exactly, else the first that fits.
IValue ArgumentReader::readUnion(const tsp_value& value, const c10::UnionType& type) {
    for (const bool widens : {false, true}) {
        for (const auto& member : type.containedTypes()) {
            if (!mayFit(value, member->kind())) {
                continue;
            }
            try {
                return ArgumentReader(widens).read(value, *member);
            } catch (const Mismatch&) {
                continue;
            }
        }
    }
    refuse(value);
}

IValue ArgumentReader::readFuture(const tsp_value& value, const Type& type) const {
    if (value.kind != TSP_KIND_FUTURE || value.as.ref.size != 1) {
        return readHandle(value, type);
    }
    const auto element = type.containedType(0);
    IValue result = read(nodesOf(value)[0], *element);
    if (type.kind() == TypeKind::AwaitType) {
        auto await = c10::make_intrusive<c10::ivalue::Await>(element);
        await->markCompleted(std::move(result));
        return await;
    }
    auto future = c10::make_intrusive<c10::ivalue::Future>(element);
    future->markCompleted(std::move(result));
    return future;
}

IValue ArgumentReader::read(const tsp_value& value, const Type& type) const {
    switch (type.kind()) {
    case TypeKind::TensorType:
        if (isTensor(value)) {
            return shareTensor(static_cast<tsp_tensor*>(value.as.ref.data));
        }
        break;
    case TypeKind::IntType:
    case TypeKind::SymIntType:
    case TypeKind::ScalarTypeType:
    case TypeKind::LayoutType:
    case TypeKind::MemoryFormatType:
    case TypeKind::QSchemeType:
        if (value.kind == TSP_KIND_INT) {
            return value.as.i;
        }
        if (isTensor(value) && widens_ &&
            (type.kind() == TypeKind::IntType || type.kind() == TypeKind::SymIntType)) {
            return readTensorNumber(value, type.kind());
        }
        break;
    case TypeKind::FloatType:
        if (value.kind == TSP_KIND_FLOAT) {
            return value.as.f;
        }
        if (value.kind == TSP_KIND_INT && widens_) { // as TorchScript does
            return static_cast<double>(value.as.i);
        }
        if (isTensor(value) && widens_) {
            return readTensorNumber(value, type.kind());
        }
        break;
    case TypeKind::ComplexType:
        return readComplex(value);
    case TypeKind::BoolType:
        if (value.kind == TSP_KIND_BOOL) {
            return value.as.i != 0;
        }
        if (isTensor(value) && widens_) {
            return readTensorNumber(value, type.kind());
        }
        break;
    case TypeKind::NumberType:
        if (value.kind == TSP_KIND_INT || value.kind == TSP_KIND_FLOAT ||
            value.kind == TSP_KIND_BOOL || value.kind == TSP_KIND_COMPLEX) {
            return inferValue(value);
        }
        break;
    case TypeKind::StringType:
        if (value.kind == TSP_KIND_STRING) {
            return std::string(textOf(value));
        }
        break;
    case TypeKind::DeviceObjType:
        if (value.kind == TSP_KIND_DEVICE || (value.kind == TSP_KIND_STRING && widens_)) {
            return readDevice(std::string(textOf(value)));
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
    case TypeKind::DictType:
        return readDict(value, type.expectRef<c10::DictType>());
    case TypeKind::TupleType:
        return readTuple(value, type.expectRef<c10::TupleType>());
    case TypeKind::EnumType:
        return readEnum(value, type.expectRef<c10::EnumType>());
    case TypeKind::FutureType:
    case TypeKind::AwaitType:
        return readFuture(value, type);
    case TypeKind::AnyType:
        return inferValue(value);
    default:
        return readHandle(value, type);
    }
    refuse(value);
}

void pushArgument(const Callable& callable, size_t i, const tsp_value& value,
                  torch::jit::Stack& stack) {
    if (value.kind == TSP_KIND_DEFAULT) {
        callable.pushDefault(stack, i);
        return;
    }
    try {
        stack.push_back(readValue(value, callable.type(i)));
    } catch (const Mismatch& mismatch) {
        callable.throwMismatch(i, mismatch.got);
    }
    if (stack.back().isDevice() && callable.isOperator()) {
        requireDevice(stack.back().toDevice());
    }
}

} // namespace

c10::IValue readValue(const tsp_value& value, const c10::Type& type) {
    if (value.kind > TSP_KIND_BOOL) { // the others hold no pointer
        requireWellFormed(value);
    }
    return ArgumentReader(true).read(value, type);
}

void throwBadCount(const tsp_value* args, int64_t count) {
    throw Error(TSP_ERROR_VALUE, "the number of arguments cannot be " + std::to_string(count) +
                                     (args == nullptr ? " at a null pointer" : ""));
}

void pushArguments(const Callable& callable, const tsp_value* args, size_t count,
                   torch::jit::Stack& stack) {
    if (count > callable.arity()) {
        callable.throwTooMany(callable.arity(), count);
    }
    stack.reserve(callable.arity() + 1);
    callable.begin(stack);
    for (size_t i = 0; i < count; ++i) {
        pushArgument(callable, i, args[i], stack);
    }
    callable.pushDefaults(stack, count);
}

} // namespace torchsharp
