#include "core/calls/object.h"

#include <array>
#include <map>
#include <mutex>

#include <ATen/core/class_type.h>
#include <torch/custom_class.h>

#include "core/support/error.h"
#include "core/types/names.h"
#include "core/calls/tasks.h"

namespace torchsharp {

namespace {

[[noreturn]] void throwNoAttribute(const c10::ClassType& type, const std::string& name) {
    std::vector<std::string> names;
    for (const auto& attribute : attributesOf(type)) {
        names.push_back(attribute.first);
    }
    throw Error(TSP_ERROR_UNKNOWN_METHOD, "'" + type.annotation_str() + "' has no attribute '" +
                                              name + "'. It has: " + joinNames(names) + ".");
}

bool isWrittenInCpp(const c10::ClassType& type) {
    return type.name() && type.name()->qualifiedName().starts_with("__torch__.torch.classes.");
}

// libtorch relies on the GIL to keep a thread from reading a slot while another writes it.
std::mutex& slotMutex(const c10::IValue& object) {
    static auto& mutexes = *new std::array<std::mutex, 16>;
    const auto address = reinterpret_cast<uintptr_t>(object.internalToPointer());
    return mutexes[address / 64 % mutexes.size()];
}

void setSlot(const c10::IValue& object, size_t slot, c10::IValue value) {
    c10::IValue replaced; // dropped without the lock: dropping a tensor may take the GIL
    const std::lock_guard<std::mutex> lock(slotMutex(object));
    replaced = object.toObjectRef().getSlot(slot);
    object.toObjectRef().setSlot(slot, std::move(value));
}

} // namespace

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
        constants.emplace(type.getConstantName(i), type.getConstant(i).type());
    }
    attributes.insert(attributes.end(), constants.begin(), constants.end());
    return attributes;
}

bool hasAttribute(const c10::ClassType& type, const std::string& name) {
    return type.findConstant(name) || (type.hasAttribute(name) && !isWrittenInCpp(type)) ||
           const_cast<c10::ClassType&>(type).getProperty(name);
}

c10::IValue slotOf(const c10::IValue& object, size_t slot) {
    const std::lock_guard<std::mutex> lock(slotMutex(object));
    return object.toObjectRef().getSlot(slot);
}

c10::IValue getAttribute(const c10::IValue& object, const std::string& name) {
    const auto type = classOf(object);
    if (const auto property = type->getProperty(name)) {
        property->getter->ensure_defined();
        torch::jit::Stack stack{object};
        runOwned(*property->getter, stack, object.toObjectRef().compilation_unit());
        return std::move(stack.front());
    }
    if (const auto constant = type->findConstant(name)) {
        return *constant;
    }
    const auto slot = type->findAttributeSlot(name);
    if (!slot || isWrittenInCpp(*type)) {
        throwNoAttribute(*type, name);
    }
    return slotOf(object, *slot);
}

c10::TypePtr attributeToSet(const c10::IValue& object, const std::string& name) {
    const auto type = classOf(object);
    if (const auto property = type->getProperty(name)) {
        if (property->setter == nullptr) {
            throw Error(TSP_ERROR_TYPE, "the property '" + name + "' of '" +
                                            type->annotation_str() + "' has no setter");
        }
        return property->setter->getSchema().arguments().at(1).type();
    }
    if (type->findConstant(name)) {
        throw Error(TSP_ERROR_TYPE, "'" + name + "' of '" + type->annotation_str() +
                                        "' is a constant, so it cannot be set");
    }
    const auto slot = type->findAttributeSlot(name);
    if (!slot || isWrittenInCpp(*type)) {
        throwNoAttribute(*type, name);
    }
    return type->getAttribute(*slot);
}

void setAttribute(const c10::IValue& object, const std::string& name, c10::IValue value) {
    const auto type = classOf(object);
    if (const auto property = type->getProperty(name)) {
        property->setter->ensure_defined();
        torch::jit::Stack stack{object, std::move(value)};
        runOwned(*property->setter, stack, object.toObjectRef().compilation_unit());
    } else {
        setSlot(object, type->getAttributeSlot(name), std::move(value));
    }
}

void throwWrongAttribute(const c10::IValue& object, const std::string& name,
                         const c10::Type& wanted, const std::string& got) {
    throw Error(TSP_ERROR_TYPE, "attribute '" + name + "' of '" +
                                    classOf(object)->annotation_str() + "' must be " +
                                    wanted.annotation_str() + ", not " + got);
}

} // namespace torchsharp
