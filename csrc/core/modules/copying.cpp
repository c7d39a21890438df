#include "core/modules/copying.h"

#include <c10/core/GradMode.h>

#include "core/calls/object.h"
#include "core/modules/clone.h"
#include "core/modules/deep_copy.h"
#include "core/support/error.h"
#include "core/support/in_use.h"

namespace torchsharp {

namespace {

// Gives a clone, which libtorch makes with new classes around the same values, values of its own.
void copyValues(const Module& from, const Module& to, DeepCopy& copies) {
    const auto type = from.type();
    for (size_t i = 0; i < type->numAttributes(); ++i) {
        const auto& name = type->getAttributeName(i);
        const auto value = slotOf(from.object(), i);
        if (type->getAttribute(i)->is_module()) {
            copyValues(Module(value.toObject()), Module(to.object()->getAttr(name).toObject()),
                       copies);
        } else {
            to.object()->setAttr(name, copies.copyAttribute(name, value));
        }
    }
}

} // namespace

Module copyModule(const Module& module, tsp_copy_kind kind) {
    const c10::AutoGradMode off(false);
    const UseMark reading(module.object().get());
    DeepCopy copies;
    switch (kind) {
    case TSP_COPY_SHALLOW:
        return Module(module.object()->copy());
    case TSP_COPY_DEEP:
        return Module(copies.copy(module.object()).toObject());
    case TSP_COPY_CLONE: {
        auto clone = cloneModule(module);
        copyValues(module, clone, copies);
        return clone;
    }
    }
    throw Error(TSP_ERROR_VALUE, "there is no tsp_copy_kind " + std::to_string(kind));
}

} // namespace torchsharp
