#pragma once

#include <string>

#include <ATen/core/class_type.h>
#include <ATen/core/ivalue.h>

#include "core/vetting/policy.h"

namespace torchsharp {

// Objects of classes that libraries register (TORCH_LIBRARY), which programs keep as constants.

// The class of that name: "__torch__.torch.classes.my_library.Tokenizer". UNKNOWN_OPERATOR.
c10::ClassTypePtr customClassOf(const std::string& name);

// Reads an object that torch.export.save wrote; runs the __setstate__ of its class. FORMAT; POLICY
// for a class that the policy, if there is one, does not allow.
c10::IValue readCustomObject(const std::string& record, const std::string& bytes,
                             const Policy* policy);

// The bytes of such a record. UNSUPPORTED if its class cannot be pickled.
std::string writeCustomObject(const c10::IValue& object);

} // namespace torchsharp
