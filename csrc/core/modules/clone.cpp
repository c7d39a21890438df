#include "core/modules/clone.h"

#include <torch/csrc/jit/api/module.h>

#include "core/support/unit_lock.h"

namespace torchsharp {

Module cloneModule(const Module& module) {
    requireTorchScript(module, "cloned: deepcopy() copies it with its tensors");
    const UnitLock adding(*module.object()->compilation_unit());
    return Module(torch::jit::Module(module.object()).clone(true)._ivalue());
}

} // namespace torchsharp
