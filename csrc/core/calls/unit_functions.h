#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/calls/callable.h"
#include "core/support/export.h"

namespace torchsharp {

// The functions and classes in a compilation unit of TorchScript.

// UNKNOWN_METHOD with the known names.
TSP_CORE_API std::unique_ptr<Callable> functionOf(std::shared_ptr<torch::jit::CompilationUnit> unit,
                                                  const std::string& name);

TSP_CORE_API std::vector<std::string> functionNames(const torch::jit::CompilationUnit& unit);

// The named types in them, as namedTypesOf finds those of a module.
TSP_CORE_API std::vector<c10::NamedTypePtr> namedTypesOf(const torch::jit::CompilationUnit& unit);

} // namespace torchsharp
