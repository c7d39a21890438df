#pragma once

#include <memory>
#include <string>

#include <ATen/core/class_type.h>

#include "core/support/export.h"

namespace torchsharp {

// Compiles functions from TorchScript source. COMPILE with line and column, or UNKNOWN_OPERATOR.
TSP_CORE_API std::shared_ptr<torch::jit::CompilationUnit> compileUnit(const std::string& source);

} // namespace torchsharp
