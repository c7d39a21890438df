#include "core/support/script_exception.h"

#include <torch/csrc/jit/frontend/error_report.h>
#include <torch/csrc/jit/runtime/jit_exception.h>

namespace torchsharp {

std::optional<ScriptException> scriptExceptionOf(const std::exception& error) {
    if (dynamic_cast<const torch::jit::ErrorReport*>(&error) != nullptr) {
        return ScriptException{
            .isOfCompiler = true, .text = error.what(), .raised = "", .message = {}};
    }
    if (const auto* raised = dynamic_cast<const torch::jit::JITException*>(&error)) {
        return ScriptException{.isOfCompiler = false,
                               .text = error.what(),
                               .raised = raised->getPythonClassName().value_or(""),
                               .message = raised->getOriginalMsg()};
    }
    return std::nullopt;
}

} // namespace torchsharp
