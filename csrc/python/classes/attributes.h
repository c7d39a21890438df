#pragma once

#include <string>

#include <ATen/core/ivalue.h>
#include <pybind11/pybind11.h>

namespace torchsharp {

// Attributes of modules and of instances of classes, for Python. They are read and set without the
// GIL, because a property runs code.

// UNKNOWN_METHOD with the known names.
c10::IValue readAttribute(const c10::IValue& object, const std::string& name);

// UNKNOWN_METHOD; TYPE if the value does not fit or the attribute cannot be set.
void writeAttribute(const c10::IValue& object, const std::string& name,
                    const pybind11::object& value);

} // namespace torchsharp
