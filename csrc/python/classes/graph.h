#pragma once

#include <string>

#include <pybind11/pybind11.h>

#include "core/types/module.h"

namespace torchsharp {

// The graph of a method as text, and as a tree of plain Python values.
pybind11::str graphText(const Module& module, const std::string& method, bool inlined);
pybind11::dict graphTree(const Module& module, const std::string& method, bool inlined);

} // namespace torchsharp
