#include "core/compile.h"

#include <torch/jit.h>

#include "core/error.h"
#include "core/traceback.h"

namespace torchsharp {

std::shared_ptr<torch::jit::CompilationUnit> compileUnit(const std::string& source) {
    try {
        return torch::jit::compile(source + "\n"); // the parser insists on a newline at the end
    } catch (...) {
        auto record = describeException(std::current_exception());
        if (record.kind != TSP_ERROR_RUNTIME) {
            throw;
        }
        // The parser reports what it cannot read as a plain runtime error.
        record = locateInSource(record.message);
        record.kind = TSP_ERROR_COMPILE;
        throw Error(std::move(record));
    }
}

} // namespace torchsharp
