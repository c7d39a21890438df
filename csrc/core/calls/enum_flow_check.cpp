#include "core/calls/enum_flow.h"

namespace torchsharp {

void EnumFlow::checkAttributes(torch::jit::Function& function, const c10::IValue& self) const {
    ensureRead(function);
    for (const auto& source : sources_) {
        if (source.parameter == 0) {
            check(source, self);
        }
    }
}

void EnumFlow::check(const Source& source, c10::IValue value) {
    for (const auto& name : source.path) {
        const auto slot =
            value.isObject() ? value.toObjectRef().type()->findAttributeSlot(name) : std::nullopt;
        if (!slot) {
            return;
        }
        value = value.toObjectRef().getSlot(*slot);
    }
    if (!source.argument.accepts(value)) {
        std::string path;
        for (const auto& name : source.path) {
            path += (path.empty() ? "" : ".") + name;
        }
        throwUnknownNumber(*source.schema, source.argument, value.toInt(),
                           path.empty() ? "" : "the attribute '" + path + "'");
    }
}

} // namespace torchsharp
