#pragma once

#include <string>
#include <vector>

#include <ATen/core/class_type.h>
#include <ATen/core/function.h>

#include "core/support/export.h"
#include "core/types/module.h"

namespace torchsharp {

TSP_CORE_API std::string typeName(const Module& module);
TSP_CORE_API std::vector<std::string> methodNames(const Module& module);
TSP_CORE_API std::vector<std::string> methodNames(const c10::ClassType& type);

// UNKNOWN_METHOD with the known names.
TSP_CORE_API torch::jit::Function& findMethod(const Module& module, const std::string& name);

// The names as a TorchScript List[str].
c10::IValue textList(const std::vector<std::string>& names);

// "a, b, c", or "none" for an empty list.
TSP_CORE_API std::string joinNames(const std::vector<std::string>& names);

} // namespace torchsharp
