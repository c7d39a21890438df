#pragma once

#include <vector>

#include <ATen/core/jit_type.h>
#include <torch/csrc/jit/api/module.h>

#include "core/support/export.h"

namespace torchsharp {

// The classes, enums, interfaces and NamedTuples that a module's or unit's signatures, attributes
// and code name, in the order in which they are found, without module types.
TSP_CORE_API std::vector<c10::NamedTypePtr> namedTypesOf(const torch::jit::Module& module);
TSP_CORE_API std::vector<c10::NamedTypePtr> namedTypesOf(const torch::jit::CompilationUnit& unit);

// One of these classes by its qualified name or the last part of it. UNKNOWN_METHOD with the known
// names.
TSP_CORE_API c10::ClassTypePtr findClass(const std::vector<c10::NamedTypePtr>& types,
                                         const std::string& name);

} // namespace torchsharp
