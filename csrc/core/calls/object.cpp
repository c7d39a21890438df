#include "core/calls/object.h"

#include <array>
#include <mutex>

#include <ATen/core/class_type.h>
#include <torch/custom_class.h>

#include "core/calls/tasks.h"
#include "core/support/error.h"
#include "core/types/class_type.h"
#include "core/types/names.h"

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
