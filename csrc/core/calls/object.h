#pragma once

#include <mutex>
#include <string>
#include <vector>

#include <ATen/core/ivalue.h>

#include "core/support/export.h"
#include "core/types/class_type.h"

namespace torchsharp {

// Instances of TorchScript and C++ classes.

// UNKNOWN_METHOD with the known names.
TSP_CORE_API c10::IValue getAttribute(const c10::IValue& object, const std::string& name);

// An attribute by its slot.
TSP_CORE_API c10::IValue slotOf(const c10::IValue& object, size_t slot);

// The slots of an object, which no other thread writes meanwhile. Nothing may be dropped and no
// other object may be read while it lives.
class SlotReader {
  public:
    explicit SlotReader(const c10::ivalue::Object& object);

    size_t size() const { return slots_.size(); }
    const c10::IValue& operator[](size_t slot) const { return slots_[slot]; }

  private:
    std::lock_guard<std::mutex> lock_;
    const std::vector<c10::IValue>& slots_;
};

// The type that a new value must have. UNKNOWN_METHOD; TYPE if the attribute cannot be set.
TSP_CORE_API c10::TypePtr attributeToSet(const c10::IValue& object, const std::string& name);
// Sets it to a value of that type. RUNTIME while a call uses the object, unless it is a number or
// a bool.
TSP_CORE_API void setAttribute(const c10::IValue& object, const std::string& name,
                               c10::IValue value);

// A new value for an attribute of an instance or module, by its slot.
struct AttributeChange {
    c10::IValue object;
    size_t slot;
    c10::IValue value;
};
// Makes the changes together, while no call uses the objects. RUNTIME, which begins with refusal.
void replaceAttributes(std::vector<AttributeChange>& changes, const std::string& refusal);

// TYPE: got describes the value that came.
[[noreturn]] TSP_CORE_API void throwWrongAttribute(const c10::IValue& object,
                                                   const std::string& name, const c10::Type& wanted,
                                                   const std::string& got);

} // namespace torchsharp
