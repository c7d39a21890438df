#pragma once

#include <pybind11/pybind11.h>

#include "python/classes/script_module.h"

namespace torchsharp {

// The contents of a module as plain Python values, for inspection and code generation. Runs
// nothing.
pybind11::dict describeModule(const torch::jit::Module& module);

// The graph of a method as text, and as a tree of plain Python values.
pybind11::str graphText(const torch::jit::Module& module, const std::string& method, bool inlined);
pybind11::dict graphTree(const torch::jit::Module& module, const std::string& method, bool inlined);

} // namespace torchsharp
