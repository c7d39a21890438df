#include "core/source/compile.h"

#include "core/source/unit.h"
#include "core/support/error.h"

namespace torchsharp {

std::shared_ptr<torch::jit::CompilationUnit> compileUnit(const std::string& source) {
    if (source.find('\0') != std::string::npos) {
        throw Error(TSP_ERROR_COMPILE, "the source contains a NUL character");
    }
    // Without an end, libtorch shows the last line of a source without its number.
    const bool isComplete = !source.empty() && source.back() == '\n';
    return compileDefinitions(isComplete ? source : source + "\n");
}

} // namespace torchsharp
