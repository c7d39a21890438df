#include "core/modules/members.h"

#include <unordered_set>

#include "core/calls/object.h"
#include "core/support/error.h"
#include "core/types/class_constants.h"

namespace torchsharp {

namespace {

struct Member {
    std::string name;
    c10::IValue value;
    bool isParameter;
    bool isBuffer; // as in torch.jit: registered as one, and declared a Tensor
    bool isModule;
    bool isLeftOut; // of the state
};

std::vector<Member> ownMembers(const Module& module) {
    const auto type = module.type();
    std::vector<Member> members;
    for (size_t i = 0; i < type->numAttributes(); ++i) {
        const bool isParameter = type->is_parameter(i);
        const auto& declared = type->getAttribute(i);
        const bool isBuffer = type->is_buffer(i) && declared->isSubtypeOf(*c10::TensorType::get());
        const auto& name = type->getAttributeName(i);
        members.push_back({name, slotOf(module.object(), i), isParameter, isBuffer,
                           declared->is_module(), isLeftOut(*type, name)});
    }
    return members;
}

const void* identityOf(const c10::IValue& value) {
    return value.isTensor() ? static_cast<const void*>(value.toTensor().unsafeGetTensorImpl())
                            : value.internalToPointer();
}

class Collector {
  public:
    Collector(tsp_member_kind kind, bool recurse) : kind_(kind), recurse_(recurse) {}

    NamedValues collect(const Module& module) {
        visit(module, "");
        return std::move(found_);
    }

  private:
    void visit(const Module& module, const std::string& prefix) {
        if (kind_ != TSP_MEMBER_STATE && !seenModules_.insert(module.object().get()).second) {
            return;
        }
        if (kind_ == TSP_MEMBER_MODULES) {
            found_.emplace_back(prefix, module.object());
        }
        const std::string start = prefix.empty() ? "" : prefix + ".";
        const auto members = ownMembers(module);
        if (kind_ == TSP_MEMBER_STATE) { // parameters come first
            addTensors(members, true, start);
            addTensors(members, false, start);
        } else if (kind_ == TSP_MEMBER_PARAMETERS || kind_ == TSP_MEMBER_BUFFERS) {
            addTensors(members, kind_ == TSP_MEMBER_PARAMETERS, start);
        }
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

    void addTensors(const std::vector<Member>& members, bool parameters, const std::string& start) {
        for (const auto& member : members) {
            const bool isOfKind = (parameters ? member.isParameter : member.isBuffer) &&
                                  member.value.isTensor() && member.value.toTensor().defined();
            if (isOfKind && (kind_ == TSP_MEMBER_STATE ? !member.isLeftOut : isNew(member.value))) {
                found_.emplace_back(start + member.name, member.value);
            }
        }
    }

    bool isNew(const c10::IValue& value) { return seen_.insert(identityOf(value)).second; }

    tsp_member_kind kind_;
    bool recurse_;
    NamedValues found_;
    std::unordered_set<const void*> seen_;
    std::unordered_set<const void*> seenModules_;
};

} // namespace

NamedValues membersOf(const Module& module, tsp_member_kind kind, bool recurse) {
    return Collector(kind, recurse).collect(module);
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
