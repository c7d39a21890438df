#include "core/schema.h"

#include <sstream>

namespace torchsharp {

namespace {

using c10::IValue;
using c10::TypeKind;

tsp_type_kind kindOf(const c10::Type& type) {
    switch (type.kind()) {
    case TypeKind::TensorType:
        return TSP_TYPE_TENSOR;
    case TypeKind::IntType:
    case TypeKind::SymIntType:
    case TypeKind::ScalarTypeType:
    case TypeKind::LayoutType:
    case TypeKind::MemoryFormatType:
        return TSP_TYPE_INT;
    case TypeKind::FloatType:
        return TSP_TYPE_FLOAT;
    case TypeKind::BoolType:
        return TSP_TYPE_BOOL;
    case TypeKind::StringType:
        return TSP_TYPE_STRING;
    case TypeKind::NoneType:
        return TSP_TYPE_NONE;
    case TypeKind::TupleType:
        return TSP_TYPE_TUPLE;
    case TypeKind::ListType:
        return TSP_TYPE_LIST;
    case TypeKind::OptionalType:
        return TSP_TYPE_OPTIONAL;
    case TypeKind::NumberType:
        return TSP_TYPE_NUMBER;
    case TypeKind::DeviceObjType:
        return TSP_TYPE_DEVICE;
    case TypeKind::ComplexType:
        return TSP_TYPE_COMPLEX;
    case TypeKind::DictType:
        return TSP_TYPE_DICT;
    case TypeKind::AnyType:
        return TSP_TYPE_ANY;
    case TypeKind::ClassType:
        return TSP_TYPE_CLASS;
    case TypeKind::EnumType:
        return TSP_TYPE_ENUM;
    case TypeKind::InterfaceType:
        return TSP_TYPE_INTERFACE;
    case TypeKind::UnionType:
        return TSP_TYPE_UNION;
    case TypeKind::FutureType:
        return TSP_TYPE_FUTURE;
    case TypeKind::GeneratorType:
        return TSP_TYPE_GENERATOR;
    default:
        return TSP_TYPE_OTHER;
    }
}

IValue tuple(std::vector<IValue> elements) {
    return c10::ivalue::Tuple::create(std::move(elements));
}

IValue typeTree(const c10::Type& type) {
    c10::impl::GenericList contained(c10::AnyType::get());
    c10::impl::GenericList fields(c10::AnyType::get());
    if (const auto* named = type.castRaw<c10::TupleType>(); named != nullptr && named->schema()) {
        for (const auto& field : named->schema()->arguments()) {
            fields.push_back(IValue(field.name()));
        }
    }
    if (type.kind() == TypeKind::OptionalType) { // contains None as well: not what anyone asks for
        contained.push_back(typeTree(*type.expectRef<c10::OptionalType>().getElementType()));
    } else {
        for (const auto& element : type.containedTypes()) {
            contained.push_back(typeTree(*element));
        }
    }
    return tuple({static_cast<int64_t>(kindOf(type)), type.annotation_str(), contained, fields});
}

IValue defaultText(const c10::Argument& argument) {
    if (!argument.default_value()) {
        return {};
    }
    std::ostringstream text;
    text << *argument.default_value();
    return text.str();
}

IValue returnTree(const std::vector<c10::Argument>& returns) {
    if (returns.empty()) {
        return typeTree(*c10::NoneType::get());
    }
    if (returns.size() == 1) {
        return typeTree(*returns.front().type());
    }
    std::vector<c10::TypePtr> types;
    for (const auto& value : returns) {
        types.push_back(value.type());
    }
    return typeTree(*c10::TupleType::create(std::move(types)));
}

} // namespace

c10::IValue schemaTree(const Callable& callable) {
    c10::impl::GenericList parameters(c10::AnyType::get());
    for (size_t i = 0; i < callable.arity(); ++i) {
        const auto& argument = callable.argument(i);
        parameters.push_back(tuple({argument.name(), typeTree(*argument.type()),
                                    argument.default_value().has_value(), argument.kwarg_only(),
                                    defaultText(argument)}));
    }
    return tuple({callable.name(), callable.schemaText(), parameters,
                  returnTree(callable.schema().returns())});
}

} // namespace torchsharp
