#include "core/modules/copying.h"

#include <c10/core/GradMode.h>

#include "core/calls/object.h"
#include "core/exported/program_mode.h"
#include "core/modules/deep_copy.h"
#include "core/support/error.h"
#include "core/support/in_use.h"
#include "core/support/unit_lock.h"

namespace torchsharp {

namespace {

// Gives a clone, which libtorch makes with new classes around the same values, values of its own.
void copyValues(const torch::jit::Module& from, const torch::jit::Module& to, DeepCopy& copies) {
    const auto type = from.type();
    for (size_t i = 0; i < type->numAttributes(); ++i) {
        const auto& name = type->getAttributeName(i);
        const auto value = slotOf(from._ivalue(), i);
        if (type->getAttribute(i)->is_module()) {
            copyValues(value.toModule(), to.attr(name).toModule(), copies);
        } else {
            to._ivalue()->setAttr(name, copies.copyAttribute(name, value));
        }
    }
}

} // namespace

torch::jit::Module cloneModule(const torch::jit::Module& module) {
    const UnitLock adding(*module._ivalue()->compilation_unit());
    return module.clone(true);
}

torch::jit::Module copyModule(const torch::jit::Module& module, tsp_copy_kind kind) {
    const c10::AutoGradMode off(false);
    const UseMark reading(module._ivalue().get());
    DeepCopy copies;
    switch (kind) {
    case TSP_COPY_SHALLOW:
        return module.copy();
    case TSP_COPY_DEEP:
        return copies.copy(module._ivalue()).toModule();
    case TSP_COPY_CLONE: {
        requireScript(*module.type(), "cloned");
        auto clone = cloneModule(module);
        copyValues(module, clone, copies);
        return clone;
    }
    }
    throw Error(TSP_ERROR_VALUE, "there is no tsp_copy_kind " + std::to_string(kind));
}

} // namespace torchsharp
