#pragma once

#include <memory>
#include <string>

#include <torch/csrc/jit/api/compilation_unit.h>

namespace torchsharp {

// Compiles functions, classes, NamedTuples and enums from source text, in any order: each is
// defined when it is first named. ErrorReport.
std::shared_ptr<torch::jit::CompilationUnit> compileDefinitions(const std::string& source);

} // namespace torchsharp
