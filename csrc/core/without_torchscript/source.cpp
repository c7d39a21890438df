#include "core/source/compile.h"
#include "core/without_torchscript/unsupported.h"

namespace torchsharp {

std::shared_ptr<torch::jit::CompilationUnit> compileUnit(const std::string&) {
    throwNoTorchScript("source text cannot be compiled");
}

} // namespace torchsharp
