#pragma once

#include <string>
#include <vector>

#include <ATen/core/ivalue.h>

#include "abi/torchsharp_core.h"
#include "core/export.h"

namespace torchsharp {

// Instances of TorchScript and C++ classes.

// TYPE where the value is no instance of a class.
c10::ClassTypePtr classOf(const c10::IValue& object);

// Attributes and properties with their types, in the order of the class. What a C++ class hides in a
// slot is none.
TSP_CORE_API std::vector<std::pair<std::string, c10::TypePtr>>
attributesOf(const c10::ClassType& type);

// UNKNOWN_METHOD, with the names there are.
c10::IValue getAttribute(const c10::IValue& object, const std::string& name);
// TYPE where the value does not fit.
void setAttribute(const c10::IValue& object, const std::string& name, const tsp_value& value);

} // namespace torchsharp
