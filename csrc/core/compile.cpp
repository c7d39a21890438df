#include "core/compile.h"

#include <torch/jit.h>

namespace torchsharp {

std::shared_ptr<torch::jit::CompilationUnit> compileUnit(const std::string& source) {
    return torch::jit::compile(source);
}

} // namespace torchsharp
