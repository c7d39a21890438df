#include "core/files/type_tags.h"

#include <algorithm>

#include <ATen/core/Dict.h>
#include <ATen/core/List.h>
#include <ATen/core/enum_type.h>

#include "core/files/unreadable.h"

namespace torchsharp {

namespace {

// Where the types of what a list, dict or tuple holds are equal, so are the containers.
bool isSame(const c10::Type& a, const c10::Type& b) { return &a == &b || a == b; }

bool isPlain(const c10::IValue& value, const c10::Type& type) {
    switch (type.kind()) {
    case c10::TypeKind::AnyType:
        return true;
    case c10::TypeKind::TensorType:
        return value.isTensor();
    case c10::TypeKind::IntType:
    case c10::TypeKind::LayoutType:
    case c10::TypeKind::ScalarTypeType:
    case c10::TypeKind::MemoryFormatType:
        return value.isInt();
    case c10::TypeKind::FloatType:
        return value.isDouble();
    case c10::TypeKind::BoolType:
        return value.isBool();
    case c10::TypeKind::StringType:
        return value.isString();
    case c10::TypeKind::NoneType:
        return value.isNone();
    case c10::TypeKind::ComplexType:
        return value.isComplexDouble();
    case c10::TypeKind::NumberType:
        return value.isInt() || value.isDouble() || value.isComplexDouble();
    case c10::TypeKind::DeviceObjType:
        return value.isDevice();
    case c10::TypeKind::EnumType:
        return value.isEnum() && isSame(*value.toEnumHolder()->type(), type);
    case c10::TypeKind::ClassType:
    case c10::TypeKind::InterfaceType:
        return value.isObject() && value.toObjectRef().type()->isSubtypeOf(type);
    default:
        return value.type()->isSubtypeOf(type);
    }
}

} // namespace

bool TypeTags::fits(const c10::IValue& value, const c10::Type& type) const {
    const auto marked = [&]() -> const c10::Type* {
        const auto found = marked_.find(value.internalToPointer());
        return found == marked_.end() ? nullptr : found->second.get();
    };
    switch (type.kind()) {
    case c10::TypeKind::OptionalType:
    case c10::TypeKind::UnionType: {
        const auto inner = type.containedTypes();
        return (type.kind() == c10::TypeKind::OptionalType && value.isNone()) ||
               std::any_of(inner.begin(), inner.end(),
                           [&](const auto& one) { return fits(value, *one); });
    }
    case c10::TypeKind::TupleType: {
        const auto inner = type.containedTypes();
        if (!value.isTuple() || value.toTupleRef().elements().size() != inner.size()) {
            return false;
        }
        const auto& elements = value.toTupleRef().elements();
        for (size_t i = 0; i < inner.size(); ++i) {
            if (!fits(elements[i], *inner[i])) {
                return false;
            }
        }
        return true;
    }
    case c10::TypeKind::ListType: {
        if (!value.isList()) {
            return false;
        }
        if (const auto* known = marked()) {
            return isSame(*known, type);
        }
        const auto& element = *type.containedType(0);
        const auto items = value.toListRef();
        return std::all_of(items.begin(), items.end(),
                           [&](const auto& item) { return fits(item, element); });
    }
    case c10::TypeKind::DictType: {
        if (!value.isGenericDict()) {
            return false;
        }
        if (const auto* known = marked()) {
            return isSame(*known, type);
        }
        const auto pairs = value.toGenericDict();
        return std::all_of(pairs.begin(), pairs.end(), [&](const auto& pair) {
            return fits(pair.key(), *type.containedType(0)) &&
                   fits(pair.value(), *type.containedType(1));
        });
    }
    default:
        return isPlain(value, type);
    }
}

void TypeTags::require(const c10::IValue& value, const c10::TypePtr& type,
                       const std::string& what) {
    if (!fits(value, *type)) {
        throwUnreadable(
            what + " is declared as " + type->repr_str() + ", but the file has " +
            (value.isObject() ? value.toObjectRef().type()->repr_str() : value.tagKind()) +
            " of another type there");
    }
    mark(value, type);
}

// Follows the way that fits took.
void TypeTags::mark(const c10::IValue& value, const c10::TypePtr& type) {
    switch (type->kind()) {
    case c10::TypeKind::OptionalType:
    case c10::TypeKind::UnionType:
        for (const auto& one : type->containedTypes()) {
            if (fits(value, *one)) {
                return mark(value, one);
            }
        }
        return;
    case c10::TypeKind::TupleType: {
        const auto& elements = value.toTupleRef().elements();
        for (size_t i = 0; i < elements.size(); ++i) {
            mark(elements[i], type->containedType(i));
        }
        return;
    }
    case c10::TypeKind::ListType:
        if (marked_.emplace(value.internalToPointer(), type).second) {
            kept_.push_back(value);
            value.toList().unsafeSetElementType(type->containedType(0));
            for (const auto& item : value.toListRef()) {
                mark(item, type->containedType(0));
            }
        }
        return;
    case c10::TypeKind::DictType:
        if (marked_.emplace(value.internalToPointer(), type).second) {
            kept_.push_back(value);
            auto pairs = value.toGenericDict();
            pairs.unsafeSetKeyType(type->containedType(0));
            pairs.unsafeSetValueType(type->containedType(1));
            for (const auto& pair : pairs) {
                mark(pair.key(), type->containedType(0));
                mark(pair.value(), type->containedType(1));
            }
        }
        return;
    default:
        return;
    }
}

} // namespace torchsharp
