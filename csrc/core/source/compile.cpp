#include "core/source/compile.h"

#include "core/source/unit.h"
#include "core/support/error.h"

namespace torchsharp {

std::shared_ptr<torch::jit::CompilationUnit> compileUnit(const std::string& source) {
    if (source.find('\0') != std::string::npos) {
        throw Error(TSP_ERROR_COMPILE, "the source contains a NUL character");
    }
    return compileDefinitions(source);
}

} // namespace torchsharp
