#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <ATen/core/ivalue.h>

#include "core/support/export.h"

namespace torch::jit {
struct Function;
}

namespace torchsharp {

// The classes of TorchScript and of C++, and the attributes of their instances.

// TYPE if the value is not an instance of a class.
TSP_CORE_API c10::ClassTypePtr classOf(const c10::IValue& object);

// Attributes, properties and constants with their types. The slot of a C++ class is not an
// attribute.
TSP_CORE_API std::vector<std::pair<std::string, c10::TypePtr>>
attributesOf(const c10::ClassType& type);

// The code of a property. A file keeps only its methods, under the names that libtorch gave them.
struct Property {
    torch::jit::Function* getter;
    torch::jit::Function* setter; // null if it cannot be set
};
std::optional<Property> propertyOf(const c10::ClassType& type, const std::string& name);

TSP_CORE_API bool hasAttribute(const c10::ClassType& type, const std::string& name);

// Whether the class is written in C++: its attributes are hidden in a slot.
TSP_CORE_API bool isWrittenInCpp(const c10::ClassType& type);

} // namespace torchsharp
