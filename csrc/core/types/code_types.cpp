#include "core/types/code_types.h"

#include <torch/csrc/jit/api/function_impl.h>

namespace torchsharp {

namespace {

void addTypes(const torch::jit::Block& block, std::vector<c10::TypePtr>& types) {
    for (const auto* node : block.nodes()) {
        for (const auto* output : node->outputs()) {
            types.push_back(output->type());
        }
        for (const auto* inner : node->blocks()) {
            addTypes(*inner, types);
        }
    }
}

} // namespace

std::vector<c10::TypePtr> typesInCode(torch::jit::Function& function) {
    std::vector<c10::TypePtr> types;
    if (auto* body = torch::jit::tryToGraphFunction(function)) {
        body->ensure_defined();
        addTypes(*body->graph()->block(), types);
    }
    return types;
}

} // namespace torchsharp
