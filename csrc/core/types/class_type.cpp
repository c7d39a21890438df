#include "core/types/class_type.h"

#include <map>

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
           (type.hasAttribute(name) && !isWrittenInCpp(type)) ||
           const_cast<c10::ClassType&>(type).getProperty(name);
}

} // namespace torchsharp
