#pragma once

#include <string>
#include <utility>
#include <vector>

#include <ATen/core/ivalue.h>

#include "core/support/export.h"

namespace torchsharp {

// The classes of TorchScript and of C++, and the attributes of their instances.

// TYPE if the value is not an instance of a class.
TSP_CORE_API c10::ClassTypePtr classOf(const c10::IValue& object);

// Attributes, properties and constants with their types. The slot of a C++ class is not an
// attribute.
TSP_CORE_API std::vector<std::pair<std::string, c10::TypePtr>>
attributesOf(const c10::ClassType& type);

TSP_CORE_API bool hasAttribute(const c10::ClassType& type, const std::string& name);

// Whether the class is written in C++: its attributes are hidden in a slot.
TSP_CORE_API bool isWrittenInCpp(const c10::ClassType& type);

} // namespace torchsharp
