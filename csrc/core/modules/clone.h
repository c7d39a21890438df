#pragma once

#include "core/types/module.h"

namespace torchsharp {

// A module with classes of its own around the same values. UNSUPPORTED for an exported program.
Module cloneModule(const Module& module);

} // namespace torchsharp
