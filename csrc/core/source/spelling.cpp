#include "core/source/spelling.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace torchsharp {

namespace {

std::string joined(const std::vector<std::string>& path) {
    std::string text;
    for (const auto& part : path) {
        text += (text.empty() ? "" : ".") + part;
    }
    return text;
}

// Values are looked up among the types too, so only these imported names are surely types.
bool namesType(const std::vector<std::string>& path) {
    return path.front() == "typing" || path.front() == "typing_extensions" ||
           path == std::vector<std::string>{"torch", "Tensor"};
}

// A dotted name with its first part resolved if it is an alias, and without the modules that types
// come from.
std::string plainName(const std::string& name, bool isGeneric, const Imports& imports) {
    std::string plain = name;
    const auto dot = name.find('.');
    const auto found = imports.find(name.substr(0, dot));
    if (found != imports.end() &&
        (isGeneric || dot != std::string::npos || namesType(found->second))) {
        plain = joined(found->second) + (dot == std::string::npos ? "" : name.substr(dot));
    }
    for (const std::string module : {"typing.", "typing_extensions.", "torch.jit."}) {
        if (plain.starts_with(module)) {
            return plain.substr(module.size());
        }
    }
    return plain;
}

bool isNamePart(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return c == '_' || c == '.' || byte >= 0x80 || std::isalnum(byte) != 0;
}

bool isTypePart(char c) {
    return isNamePart(c) || std::string_view("[], '\"").find(c) != std::string_view::npos;
}

} // namespace

std::string plainSpelling(const std::string& type, const Imports& imports) {
    if (!std::all_of(type.begin(), type.end(), isTypePart)) { // libtorch passes other text too
        return type;
    }
    std::string plain;
    for (size_t i = 0; i < type.size();) {
        const char c = type[i];
        if (!isNamePart(c)) {
            if (c != '\'' && c != '"') { // no type contains text
                plain += c;
            }
            ++i;
            continue;
        }
        size_t end = i;
        while (end < type.size() && isNamePart(type[end])) {
            ++end;
        }
        const bool isGeneric = end < type.size() && type[end] == '[';
        plain += plainName(type.substr(i, end - i), isGeneric, imports);
        i = end;
    }
    return plain;
}

} // namespace torchsharp
