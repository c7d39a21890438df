#include "core/source_spelling.h"

namespace torchsharp {

namespace {

std::string joined(const std::vector<std::string>& path) {
    std::string text;
    for (const auto& part : path) {
        text += (text.empty() ? "" : ".") + part;
    }
    return text;
}

// Values are looked up among the types too: a bare name is a type only where it comes from.
bool namesType(const std::vector<std::string>& path) {
    return path.front() == "typing" || path.front() == "typing_extensions" ||
           path == std::vector<std::string>{"torch", "Tensor"};
}

std::string withoutAlias(const std::string& name, const Imports& imports) {
    const auto end = name.find_first_of(".[");
    const auto found = imports.find(name.substr(0, end));
    if (found == imports.end() || (end == std::string::npos && !namesType(found->second))) {
        return name;
    }
    return joined(found->second) + (end == std::string::npos ? "" : name.substr(end));
}

} // namespace

std::string plainSpelling(const std::string& name, const Imports& imports) {
    if (name.size() > 2 && (name.front() == '\'' || name.front() == '"') &&
        name.find(name.front(), 1) == name.size() - 1) {
        return name.substr(1, name.size() - 2);
    }
    const auto plain = withoutAlias(name, imports);
    for (const std::string module : {"typing.", "typing_extensions.", "torch.jit."}) {
        if (plain.compare(0, module.size(), module) == 0) {
            return plain.substr(module.size());
        }
    }
    return plain;
}

} // namespace torchsharp
