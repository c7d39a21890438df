#pragma once

#include <ATen/core/class_type.h>

#include "core/support/export.h"

namespace torchsharp {

// UNSUPPORTED for a program that was exported in the other mode and depends on it.
TSP_CORE_API void requireMode(const c10::ClassType& type, bool isTraining);

} // namespace torchsharp
