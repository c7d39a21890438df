#pragma once

#include <string>

#include <ATen/core/class_type.h>

#include "core/support/export.h"

namespace torchsharp {

// What a module of an exported program cannot do, in words.

// UNSUPPORTED for a program that was exported in the other mode and depends on it.
TSP_CORE_API void requireMode(const c10::ClassType& type, bool isTraining);

// UNSUPPORTED for a program: what needs TorchScript code. what: "frozen".
TSP_CORE_API void requireScript(const c10::ClassType& type, const std::string& what);

} // namespace torchsharp
