#pragma once

#include <string>
#include <vector>

#include <torch/csrc/jit/api/module.h>

#include "core/support/export.h"

namespace torchsharp {

TSP_CORE_API std::string typeName(const torch::jit::Module& module);
TSP_CORE_API std::vector<std::string> methodNames(const torch::jit::Module& module);
TSP_CORE_API std::vector<std::string> methodNames(const c10::ClassType& type);
TSP_CORE_API std::vector<std::string> functionNames(const torch::jit::CompilationUnit& unit);

// UNKNOWN_METHOD with the known names.
TSP_CORE_API torch::jit::Function& findMethod(const torch::jit::Module& module,
                                              const std::string& name);

// The names as a TorchScript List[str].
c10::IValue textList(const std::vector<std::string>& names);

// "a, b, c", or "none" for an empty list.
TSP_CORE_API std::string joinNames(const std::vector<std::string>& names);

} // namespace torchsharp
