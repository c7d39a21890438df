#include "core/types/class_constants.h"

#include <algorithm>

namespace torchsharp {

bool isLeftOut(const c10::ClassType& type, const std::string& name) {
    const auto slot = type.findConstantSlot(leftOutConstant);
    if (!slot) {
        return false;
    }
    const auto names = type.getConstant(*slot).toListRef();
    return std::any_of(names.begin(), names.end(),
                       [&](const c10::IValue& each) { return each.toStringRef() == name; });
}

} // namespace torchsharp
