#include "core/types/class_type.h"

#include <map>
#include <optional>
#include <string_view>

#include <ATen/core/class_type.h>
#include <ATen/core/function.h>

#include "core/support/error.h"
#include "core/types/class_constants.h"

namespace torchsharp {

bool isWrittenInCpp(const c10::ClassType& type) {
    return type.name() && type.name()->qualifiedName().starts_with("__torch__.torch.classes.");
}

c10::ClassTypePtr classOf(const c10::IValue& object) {
    if (!object.isObject()) {
        throw Error(TSP_ERROR_TYPE,
                    "a value of type " + object.type()->annotation_str() +
                        " has no attributes or methods: only instances of classes do");
    }
    return object.toObjectRef().type();
}

namespace {

constexpr std::string_view getterPrefix = "__";
constexpr std::string_view getterSuffix = "_getter";

// The name of the property that a method reads; empty if it is another method.
std::string nameOfProperty(const std::string& method) {
    const bool isGetter = method.size() > getterPrefix.size() + getterSuffix.size() &&
                          method.starts_with(getterPrefix) && method.ends_with(getterSuffix);
    return isGetter ? method.substr(getterPrefix.size(),
                                    method.size() - getterPrefix.size() - getterSuffix.size())
                    : "";
}

torch::jit::Function* accessor(const c10::ClassType& type, const std::string& name,
                               std::string_view suffix) {
    return type.findMethod(std::string(getterPrefix).append(name).append(suffix));
}

// The properties that the class does not know, because it comes from a file.
std::vector<std::string> loadedProperties(const c10::ClassType& type) {
    std::vector<std::string> names;
    for (auto* method : type.methods()) {
        auto name = nameOfProperty(method->name());
        if (!name.empty() && !const_cast<c10::ClassType&>(type).getProperty(name) &&
            propertyOf(type, name)) {
            names.push_back(std::move(name));
        }
    }
    return names;
}

} // namespace

std::optional<Property> propertyOf(const c10::ClassType& type, const std::string& name) {
    if (const auto known = const_cast<c10::ClassType&>(type).getProperty(name)) {
        return Property{known->getter, known->setter};
    }
    auto* getter = type.hasAttribute(name) ? nullptr : accessor(type, name, getterSuffix);
    if (getter == nullptr || getter->getSchema().arguments().size() != 1) {
        return std::nullopt;
    }
    auto* setter = accessor(type, name, "_setter");
    const bool sets = setter != nullptr && setter->getSchema().arguments().size() == 2;
    return Property{getter, sets ? setter : nullptr};
}

std::vector<std::pair<std::string, c10::TypePtr>> attributesOf(const c10::ClassType& type) {
    std::vector<std::pair<std::string, c10::TypePtr>> attributes;
    if (!isWrittenInCpp(type)) {
        for (size_t i = 0; i < type.numAttributes(); ++i) {
            attributes.emplace_back(type.getAttributeName(i), type.getAttribute(i));
        }
    }
    // A type may outlive the unit that owns its code, as the type of a failed future does.
    const auto unit = type.compilation_unit();
    if (unit || isWrittenInCpp(type)) {
        for (const auto& property : type.properties()) {
            attributes.emplace_back(property.name,
                                    property.getter->getSchema().returns().front().type());
        }
        for (const auto& name : loadedProperties(type)) {
            attributes.emplace_back(
                name, propertyOf(type, name)->getter->getSchema().returns().front().type());
        }
    }
    std::map<std::string, c10::TypePtr> constants; // the class does not keep them in order
    for (size_t i = 0; i < type.numConstants(); ++i) {
        if (!isHidden(type.getConstantName(i))) {
            constants.emplace(type.getConstantName(i), type.getConstant(i).type());
        }
    }
    attributes.insert(attributes.end(), constants.begin(), constants.end());
    return attributes;
}

bool hasAttribute(const c10::ClassType& type, const std::string& name) {
    return (type.findConstant(name) && !isHidden(name)) ||
           (type.hasAttribute(name) && !isWrittenInCpp(type)) || propertyOf(type, name);
}

} // namespace torchsharp
