#include "core/modules/members.h"

#include <unordered_set>

#include "core/calls/object.h"
#include "core/calls/tensor_places.h"
#include "core/support/error.h"

namespace torchsharp {

namespace {

struct Member {
    std::string name;
    c10::IValue value;
    bool isModule;
};

std::vector<Member> ownMembers(const Module& module) {
    const auto type = module.type();
    std::vector<Member> members;
    for (size_t i = 0; i < type->numAttributes(); ++i) {
        members.push_back({type->getAttributeName(i), slotOf(module.object(), i),
                           type->getAttribute(i)->is_module()});
    }
    return members;
}

// Attributes and modules.
class Collector {
  public:
    Collector(tsp_member_kind kind, bool recurse) : kind_(kind), recurse_(recurse) {}

    NamedValues collect(const Module& module) {
        visit(module, "");
        return std::move(found_);
    }

  private:
    void visit(const Module& module, const std::string& prefix) {
        if (!isNew(module.object())) {
            return;
        }
        if (kind_ == TSP_MEMBER_MODULES) {
            found_.emplace_back(prefix, module.object());
        }
        const std::string start = prefix.empty() ? "" : prefix + ".";
        const auto members = ownMembers(module);
        for (const auto& member : members) {
            if (kind_ == TSP_MEMBER_ATTRIBUTES) {
                found_.emplace_back(start + member.name, member.value);
            } else if (kind_ == TSP_MEMBER_CHILDREN && member.isModule && isNew(member.value)) {
                found_.emplace_back(member.name, member.value);
            }
        }
        if (kind_ == TSP_MEMBER_CHILDREN || (!recurse_ && kind_ != TSP_MEMBER_MODULES)) {
            return;
        }
        for (const auto& member : members) {
            if (member.isModule) {
                visit(Module(member.value.toObject()), start + member.name);
            }
        }
    }

    bool isNew(const c10::IValue& module) {
        return seen_.insert(module.internalToPointer()).second;
    }

    tsp_member_kind kind_;
    bool recurse_;
    NamedValues found_;
    std::unordered_set<const void*> seen_;
};

} // namespace

bool isOfTensors(tsp_member_kind kind) {
    return kind == TSP_MEMBER_PARAMETERS || kind == TSP_MEMBER_BUFFERS || kind == TSP_MEMBER_STATE;
}

NamedValues membersOf(const Module& module, tsp_member_kind kind, bool recurse) {
    if (!isOfTensors(kind)) {
        return Collector(kind, recurse).collect(module);
    }
    NamedValues members;
    auto found = TensorPlaces().find(module.object(), kind, recurse, kind != TSP_MEMBER_STATE);
    for (auto& [place, tensor] : found.tensors) {
        members.emplace_back(found.layout->places[place].name, std::move(tensor));
    }
    return members;
}

std::pair<Module, std::string> pathTo(const Module& module, const std::string& path) {
    Module owner = module;
    size_t start = 0;
    for (size_t dot = 0; (dot = path.find('.', start)) != std::string::npos; start = dot + 1) {
        const auto name = path.substr(start, dot - start);
        const auto value = getAttribute(owner.object(), name);
        if (!value.isModule()) {
            throw Error(TSP_ERROR_TYPE, "expected a module at '" + name + "' in '" + path +
                                            "', got " + value.type()->annotation_str());
        }
        owner = Module(value.toObject());
    }
    return {owner, path.substr(start)};
}

} // namespace torchsharp
