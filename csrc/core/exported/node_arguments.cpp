#include "core/exported/node_arguments.h"

#include <algorithm>

#include "core/files/unreadable.h"

namespace torchsharp {

NodeArguments::NodeArguments(const Json& node) : target_(textOf(field(node, "target"))) {
    for (const auto& input : arrayOf(field(node, "inputs"))) {
        const auto& name = textOf(field(input, "name"));
        const auto* argument = &field(input, "arg");
        if (name.empty()) {
            positional_.push_back(argument);
        } else {
            keywords_.emplace(name, argument);
        }
    }
}

const Json& NodeArguments::operator[](size_t position) const {
    if (position >= positional_.size()) {
        throwUnreadable("its program calls '" + target_ + "' with " +
                        std::to_string(positional_.size()) + " arguments");
    }
    return *positional_[position];
}

const Json* NodeArguments::named(const std::string& name) const {
    const auto found = keywords_.find(name);
    return found == keywords_.end() || taggedOf(*found->second).tag == "as_none" ? nullptr
                                                                                 : found->second;
}

bool NodeArguments::boolAt(size_t position) const {
    return boolOf(tagged((*this)[position], "as_bool"));
}

const std::string& NodeArguments::textAt(size_t position) const {
    return textOf(tagged((*this)[position], "as_string"));
}

const std::string& NodeArguments::operatorAt(size_t position) const {
    return textOf(tagged((*this)[position], "as_operator"));
}

const Json& tagged(const Json& argument, const char* tag) {
    const auto value = taggedOf(argument);
    if (value.tag != tag) {
        throwUnreadable("its program has an argument of the kind '" + value.tag +
                        "' in the place of '" + tag + "'");
    }
    return value.value;
}

Json innerNode(const Json& node, const std::string& target, size_t arguments, size_t outputs) {
    const auto drop = [](const Json& list, size_t count) {
        const auto& items = arrayOf(list);
        const auto first = static_cast<std::ptrdiff_t>(std::min(count, items.size()));
        return Json::array_t(items.begin() + first, items.end());
    };
    Json inner = node;
    inner["target"] = target;
    inner["inputs"] = drop(field(node, "inputs"), arguments);
    inner["outputs"] = drop(field(node, "outputs"), outputs);
    return inner;
}

} // namespace torchsharp
