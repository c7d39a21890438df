#include "core/exported/program_mode.h"

#include "core/exported/program_module.h"
#include "core/support/error.h"

namespace torchsharp {

void requireMode(const c10::ClassType& type, bool isTraining) {
    const auto program = programOf(type);
    if (program != nullptr && program->isPackage && isTraining) {
        throw Error(TSP_ERROR_UNSUPPORTED, "the module has only compiled code, whose mode is not "
                                           "known, and which cannot be changed to training");
    }
    if (program == nullptr || !program->isTraining || *program->isTraining == isTraining) {
        return;
    }
    const auto* wanted = isTraining ? "training" : "evaluation";
    const auto* given = isTraining ? "evaluation" : "training";
    throw Error(TSP_ERROR_UNSUPPORTED,
                std::string("the program was exported in ") + given + " mode, and '" +
                    program->modeOperator + "' does something else in " + wanted +
                    " mode: export the module again after " + (isTraining ? "train()" : "eval()"));
}

} // namespace torchsharp
