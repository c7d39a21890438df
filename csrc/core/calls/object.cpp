#include "core/calls/object.h"

#include <array>
#include <mutex>

#include <ATen/core/class_type.h>
#include <torch/custom_class.h>

#include "core/calls/tasks.h"
#include "core/support/error.h"
#include "core/support/in_use.h"
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
std::mutex& slotMutex(const c10::ivalue::Object& object) {
    static auto& mutexes = *new std::array<std::mutex, 16>;
    return mutexes[reinterpret_cast<uintptr_t>(&object) / 64 % mutexes.size()];
}

// Puts the old value in the place of the new one, to be dropped without the lock.
void exchangeSlot(AttributeChange& change) {
    auto& object = change.object.toObjectRef();
    const std::lock_guard<std::mutex> lock(slotMutex(object));
    c10::IValue replaced = object.getSlot(change.slot);
    object.setSlot(change.slot, std::move(change.value));
    change.value = std::move(replaced);
}

// A running call may read it at any time: it sees the old or the new value.
bool isPlain(const c10::Type& type) {
    return type.kind() == c10::TypeKind::BoolType || type.kind() == c10::TypeKind::IntType ||
           type.kind() == c10::TypeKind::FloatType;
}

} // namespace

void replaceAttributes(std::vector<AttributeChange>& changes, const std::string& refusal) {
    Replaced replaced;
    for (const auto& change : changes) {
        replaced.objects.insert(&change.object.toObjectRef());
    }
    changeInPlace(replaced, refusal, [&changes] {
        for (auto& change : changes) {
            exchangeSlot(change);
        }
    });
}

c10::IValue slotOf(const c10::IValue& object, size_t slot) {
    return SlotReader(object.toObjectRef())[slot];
}

SlotReader::SlotReader(const c10::ivalue::Object& object)
    : lock_(slotMutex(object)), slots_(object.slots()) {}

c10::IValue getAttribute(const c10::IValue& object, const std::string& name) {
    const auto type = classOf(object);
    if (const auto property = propertyOf(*type, name)) {
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
    if (const auto property = propertyOf(*type, name)) {
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
    if (const auto property = propertyOf(*type, name)) {
        property->setter->ensure_defined();
        torch::jit::Stack stack{object, std::move(value)};
        runOwned(*property->setter, stack, object.toObjectRef().compilation_unit());
    } else {
        const auto slot = type->getAttributeSlot(name);
        std::vector<AttributeChange> change{{object, slot, std::move(value)}};
        if (isPlain(*type->getAttribute(slot))) {
            exchangeSlot(change.front());
        } else {
            replaceAttributes(change, "the attribute '" + name + "' of '" + type->annotation_str() +
                                          "' cannot be set");
        }
    }
}

void throwWrongAttribute(const c10::IValue& object, const std::string& name,
                         const c10::Type& wanted, const std::string& got) {
    throw Error(TSP_ERROR_TYPE, "attribute '" + name + "' of '" +
                                    classOf(object)->annotation_str() + "' must be " +
                                    wanted.annotation_str() + ", not " + got);
}

} // namespace torchsharp
