#include "core/modules/clone.h"
#include "core/modules/freezing.h"
#include "core/without_torchscript/unsupported.h"

namespace torchsharp {

Module cloneModule(const Module& module) {
    requireTorchScript(module, "cloned: deepcopy() copies it with its tensors");
    throwNoTorchScript("the module cannot be cloned");
}

Module freezeModule(const Module& module, const std::optional<std::vector<std::string>>&, bool) {
    requireTorchScript(module, "frozen");
    throwNoTorchScript("the module cannot be frozen");
}

Module optimizeForInference(const Module& module, const std::vector<std::string>&) {
    requireTorchScript(module, "optimized for inference");
    throwNoTorchScript("the module cannot be optimized for inference");
}

} // namespace torchsharp
