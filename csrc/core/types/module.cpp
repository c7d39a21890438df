#include "core/types/module.h"

#include "core/support/error.h"
#include "core/types/names.h"

namespace torchsharp {

bool isTorchScript(const Module& module) { return module.object()->compilation_unit() != nullptr; }

void requireTorchScript(const Module& module, const std::string& refused) {
    if (!isTorchScript(module)) {
        throw Error(TSP_ERROR_UNSUPPORTED, "'" + typeName(module) +
                                               "' is an exported program, which has no code of "
                                               "TorchScript, so it cannot be " +
                                               refused);
    }
}

} // namespace torchsharp
