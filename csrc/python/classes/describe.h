#pragma once

#include <pybind11/pybind11.h>

#include "core/types/module.h"

namespace torchsharp {

// The contents of a module as plain Python values, for inspection and code generation. Runs
// nothing.
pybind11::dict describeModule(const Module& module);

} // namespace torchsharp
