#include "core/types/names.h"

#include "core/support/error.h"

namespace torchsharp {

std::string typeName(const Module& module) {
    auto name = module.type()->name();
    return name ? name->qualifiedName() : "<anonymous module>";
}

std::vector<std::string> methodNames(const Module& module) { return methodNames(*module.type()); }

std::vector<std::string> methodNames(const c10::ClassType& type) {
    std::vector<std::string> names;
    for (const auto* function : type.methods()) {
        names.push_back(function->name());
    }
    return names;
}

torch::jit::Function& findMethod(const Module& module, const std::string& name) {
    auto* function = module.type()->findMethod(name);
    if (function == nullptr) {
        throw Error(TSP_ERROR_UNKNOWN_METHOD, "'" + typeName(module) + "' has no method '" + name +
                                                  "'. It has: " + joinNames(methodNames(module)) +
                                                  ".");
    }
    function->ensure_defined();
    return *function;
}

c10::IValue textList(const std::vector<std::string>& names) {
    return c10::List<std::string>(c10::ArrayRef<std::string>(names));
}

std::string joinNames(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text.empty() ? "none" : text;
}

} // namespace torchsharp
