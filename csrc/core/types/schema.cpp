#include "core/types/schema.h"

#include <sstream>

#include <ATen/core/enum_type.h>

#include "core/types/class_type.h"

namespace torchsharp {

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
    case TypeKind::QSchemeType:
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
    case TypeKind::AwaitType:
        return TSP_TYPE_AWAIT;
    case TypeKind::GeneratorType:
        return TSP_TYPE_GENERATOR;
    default:
        return TSP_TYPE_OTHER;
    }
}

namespace {

IValue tuple(std::vector<IValue> elements) {
    return c10::ivalue::Tuple::create(std::move(elements));
}

// The names that a type defines: of fields, of members, of attributes.
IValue namesIn(const c10::Type& type) {
    c10::List<std::string> names;
    if (const auto* named = type.castRaw<c10::TupleType>(); named != nullptr && named->schema()) {
        for (const auto& field : named->schema()->arguments()) {
            names.push_back(field.name());
        }
    } else if (const auto* enumeration = type.castRaw<c10::EnumType>()) {
        for (const auto& member : enumeration->enumNamesValues()) {
            names.push_back(member.first);
        }
    } else if (const auto* instance = type.castRaw<c10::ClassType>()) {
        for (const auto& attribute : attributesOf(*instance)) {
            names.push_back(attribute.first);
        }
    }
    return names;
}

// Does not open classes, which may contain themselves.
IValue containedIn(const c10::Type& type) {
    c10::impl::GenericList contained(c10::AnyType::get());
    if (const auto* optional = type.castRaw<c10::OptionalType>()) { // it contains None as well
        contained.push_back(typeTree(*optional->getElementType()));
    } else if (const auto* enumeration = type.castRaw<c10::EnumType>()) {
        contained.push_back(typeTree(*enumeration->getValueType()));
    } else if (type.kind() != TypeKind::ClassType && type.kind() != TypeKind::InterfaceType) {
        for (const auto& element : type.containedTypes()) {
            contained.push_back(typeTree(*element));
        }
    }
    return contained;
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

c10::IValue typeTree(const c10::Type& type) {
    return tuple({static_cast<int64_t>(kindOf(type)), type.annotation_str(), containedIn(type),
                  namesIn(type)});
}

std::string schemaText(const c10::FunctionSchema& schema, size_t implicit) {
    const auto& all = schema.arguments();
    std::ostringstream text;
    text << schema.cloneWithArguments({all.begin() + static_cast<ptrdiff_t>(implicit), all.end()});
    return text.str();
}

c10::IValue schemaTree(const c10::FunctionSchema& schema, size_t implicit) {
    c10::impl::GenericList parameters(c10::AnyType::get());
    for (size_t i = implicit; i < schema.arguments().size(); ++i) {
        const auto& argument = schema.arguments()[i];
        parameters.push_back(
            tuple({argument.name(), typeTree(*argument.type()),
                   argument.default_value().has_value(), argument.kwarg_only(),
                   defaultText(argument), argument.default_value().value_or(c10::IValue())}));
    }
    return tuple(
        {schema.name(), schemaText(schema, implicit), parameters, returnTree(schema.returns())});
}

} // namespace torchsharp
