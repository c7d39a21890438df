#include "core/modules/training_mode.h"

#include "core/calls/object.h"
#include "core/exported/program_mode.h"
#include "core/modules/members.h"

namespace torchsharp {

bool isTraining(const Module& module) {
    const auto type = module.type();
    if (const auto slot = type->findAttributeSlot("training")) {
        return slotOf(module.object(), *slot).toBool();
    }
    return type->findConstant("training").value_or(true).toBool();
}

void setTraining(const Module& module, bool on) {
    requireMode(*module.type(), on);
    for (const auto& [name, part] : membersOf(module, TSP_MEMBER_MODULES)) {
        const auto type = classOf(part);
        const auto slot = type->findAttributeSlot("training");
        if (slot && c10::BoolType::get()->isSubtypeOf(*type->getAttribute(*slot))) {
            setAttribute(part, "training", on);
        }
    }
}

} // namespace torchsharp
