#include "core/files/portable.h"

#include <string_view>
#include <unordered_set>

#include <torch/csrc/jit/api/function_impl.h>
#include <torch/csrc/jit/ir/ir.h>

#include "core/support/error.h"
#include "core/types/names.h"

namespace torchsharp {

namespace {

// Constants in the format of oneDNN, and the operators that libtorch has only for them.
bool isOfOneDnn(const torch::jit::Node& node) {
    return std::string_view(node.kind().toUnqualString()).find("MKLDNN") != std::string_view::npos;
}

const torch::jit::Node* findOneDnn(torch::jit::Block& block) {
    for (auto* node : block.nodes()) {
        if (isOfOneDnn(*node)) {
            return node;
        }
        if (node->hasAttribute(c10::attr::Subgraph)) {
            if (const auto* found = findOneDnn(*node->g(c10::attr::Subgraph)->block())) {
                return found;
            }
        }
        for (auto* inner : node->blocks()) {
            if (const auto* found = findOneDnn(*inner)) {
                return found;
            }
        }
    }
    return nullptr;
}

class PortableCheck {
  public:
    explicit PortableCheck(const Module& whole) : whole_(whole) {}

    void visit(const Module& module) {
        if (!seen_.insert(module.object().get()).second) {
            return;
        }
        for (auto* method : module.type()->methods()) {
            if (method->isGraphFunction()) {
                requirePortable(*method);
            }
        }
        for (const auto& slot : module.object()->slots()) {
            if (slot.isModule()) {
                visit(Module(slot.toObject()));
            }
        }
    }

  private:
    void requirePortable(torch::jit::Function& method) const {
        const auto* found = findOneDnn(*torch::jit::toGraphFunction(method).graph()->block());
        if (found != nullptr) {
            throw Error(TSP_ERROR_UNSUPPORTED,
                        "the module '" + typeName(whole_) + "' cannot be saved: " + method.name() +
                            " was fitted to this computer by optimize_for_inference (" +
                            found->kind().toQualString() +
                            "), and a file with that cannot be loaded. Save the module that freeze "
                            "returns, and call optimize_for_inference after loading it");
        }
    }

    const Module& whole_;
    std::unordered_set<const void*> seen_;
};

} // namespace

void requirePortable(const Module& module) { PortableCheck(module).visit(module); }

} // namespace torchsharp
