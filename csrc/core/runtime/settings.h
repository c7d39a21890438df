#pragma once

#include <string>

#include <ATen/core/ivalue.h>

#include "core/support/export.h"

namespace torchsharp {

// libtorch's settings of the whole process, by the names that the header lists.

// VALUE for an unknown name, with those that exist.
TSP_CORE_API c10::IValue setting(const std::string& name);
// TYPE and VALUE for a value that does not fit; VALUE if the setting can only be read.
TSP_CORE_API void setSetting(const std::string& name, const c10::IValue& value);

} // namespace torchsharp
