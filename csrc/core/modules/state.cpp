#include "core/modules/state.h"

#include <unordered_map>
#include <unordered_set>

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "core/calls/object.h"
#include "core/modules/members.h"
#include "core/support/error.h"
#include "core/support/in_use.h"
#include "core/types/names.h"

namespace torchsharp {

namespace {

struct Update {
    std::string name;
    at::Tensor target;
    at::Tensor source;
};

std::string quotedNames(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) {
        text += (text.empty() ? "\"" : ", \"") + name + "\"";
    }
    return text;
}

// The first releases saved a number with one dimension.
at::Tensor likeTarget(const at::Tensor& source, const at::Tensor& target) {
    return target.dim() == 0 && source.dim() == 1 && source.numel() == 1 ? source[0] : source;
}

std::string sizesText(const at::Tensor& tensor) { return c10::str(tensor.sizes()); }

[[noreturn]] void throwCannotCopy(const Update& update, const c10::Error& error) {
    throw Error(TSP_ERROR_VALUE, "the state of '" + update.name +
                                     "' cannot be copied: " + error.what_without_backtrace());
}

// The tensors take the places of the module's own, all or none.
void assignAll(const Module& module, const std::vector<Update>& updates) {
    std::vector<AttributeChange> changes;
    for (const auto& update : updates) {
        const auto [owner, name] = pathTo(module, update.name);
        const auto type = owner.type();
        const auto slot = type->getAttributeSlot(name);
        at::Tensor value = update.source;
        if (type->is_parameter(slot)) {
            try {
                value = value.detach().requires_grad_(update.target.requires_grad());
            } catch (const c10::Error& e) {
                throwCannotCopy(update, e);
            }
        }
        changes.push_back({owner.object(), slot, std::move(value)});
    }
    replaceAttributes(changes,
                      "a state cannot be assigned to the module '" + typeName(module) + "'");
}

// What the state changes. VALUE if it does not fit.
StateKeys fit(const Module& module, const NamedValues& state, bool strict,
              std::vector<Update>& updates) {

    std::unordered_map<std::string, at::Tensor> given;
    for (const auto& [name, value] : state) {
        if (!value.isTensor()) {
            throw Error(TSP_ERROR_TYPE,
                        "the state of '" + name + "' must be a Tensor, not " + value.tagKind());
        }
        given.emplace(name, value.toTensor());
    }
    StateKeys keys;
    std::unordered_set<std::string> known;
    std::string mismatches;
    for (const auto& [name, value] : membersOf(module, TSP_MEMBER_STATE)) {
        known.insert(name);
        const auto found = given.find(name);
        if (found == given.end()) {
            keys.missing.push_back(name);
            continue;
        }
        const auto& target = value.toTensor();
        const auto source = likeTarget(found->second, target);
        if (source.sizes() != target.sizes()) {
            mismatches += "\n\tsize mismatch for " + name + ": the given tensor has shape " +
                          sizesText(source) + ", the module's tensor has shape " +
                          sizesText(target) + ".";
        } else {
            updates.push_back({name, target, source});
        }
    }
    for (const auto& [name, value] : state) {
        if (known.count(name) == 0) {
            keys.unexpected.push_back(name);
        }
    }
    std::string problems;
    if (strict && !keys.unexpected.empty()) {
        problems += "\n\tUnexpected key(s) in state_dict: " + quotedNames(keys.unexpected) + ".";
    }
    if (strict && !keys.missing.empty()) {
        problems += "\n\tMissing key(s) in state_dict: " + quotedNames(keys.missing) + ".";
    }
    problems += mismatches;
    if (!problems.empty()) {
        throw Error(TSP_ERROR_VALUE, "the state_dict does not fit '" + typeName(module) +
                                         "', which is unchanged:" + problems);
    }
    return keys;
}

} // namespace

StateKeys loadState(const Module& module, const NamedValues& state, bool strict, bool assigned) {
    const c10::AutoGradMode off(false);
    std::vector<Update> updates;
    StateKeys keys;
    {
        const UseMark reading(module.object().get());
        keys = fit(module, state, strict, updates);
        for (const auto& update : assigned ? std::vector<Update>{} : updates) {
            try {
                at::Tensor(update.target).copy_(update.source);
            } catch (const c10::Error& e) {
                throwCannotCopy(update, e);
            }
        }
    }
    if (assigned) {
        assignAll(module, updates);
    }
    return keys;
}

} // namespace torchsharp
