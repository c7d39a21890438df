#include "core/calls/tasks.h"

#include <unordered_set>

#include <torch/csrc/jit/api/compilation_unit.h>
#include <torch/csrc/jit/api/function_impl.h>

#include "core/calls/plan_tasks.h"
#include "core/limits/limited_code.h"
#include "core/support/run_limit.h"

namespace torchsharp {

namespace {

using torch::jit::Block;
using torch::jit::Function;
using torch::jit::Node;

class TaskSearch {
  public:
    bool search(Function* function) {
        auto* body = function == nullptr ? nullptr : torch::jit::tryToGraphFunction(*function);
        if (body == nullptr || !seen_.insert(function).second) {
            return false;
        }
        body->ensure_defined();
        return search(*body->graph()->block());
    }

  private:
    bool search(const Block& block) {
        for (const auto* node : block.nodes()) {
            if (search(*node)) {
                return true;
            }
            for (const auto* inner : node->blocks()) {
                if (search(*inner)) {
                    return true;
                }
            }
        }
        return false;
    }

    bool search(const Node& node) {
        switch (node.kind()) {
        case c10::prim::fork:
        case c10::prim::awaitable:
        case c10::prim::awaitable_nowait:
            return true;
        case c10::prim::CallFunction:
            return search(node.input(0)->type()->expectRef<c10::FunctionType>().function());
        case c10::prim::CallMethod: {
            const auto* type = node.input(0)->type()->castRaw<c10::ClassType>();
            // Only the call can tell what is behind an interface.
            return type == nullptr || search(type->findMethod(node.s(c10::attr::name)));
        }
        default:
            return false;
        }
    }

    std::unordered_set<const Function*> seen_;
};

} // namespace

bool leavesTasks(Function& function) { return TaskSearch().search(&function); }

void runKeeping(Function& function, torch::jit::Stack& stack,
                const std::shared_ptr<torch::jit::CompilationUnit>& owner) {
    runPlanKeeping(torch::jit::toGraphFunction(function).get_executor().getPlanFor(stack), stack,
                   owner);
}

void runOwned(Function& function, torch::jit::Stack& stack,
              const std::shared_ptr<torch::jit::CompilationUnit>& owner) {
    if (mayBeLimited() && limitOfThread() != nullptr) {
        runUnderLimit(function, stack);
    } else if (leavesTasks(function)) {
        runKeeping(function, stack, owner);
    } else {
        function.run(stack);
    }
}

} // namespace torchsharp
