#include "core/calls/tasks.h"

#include <optional>
#include <unordered_set>

#include <ATen/Parallel.h>
#include <torch/csrc/jit/api/compilation_unit.h>
#include <torch/csrc/jit/api/function_impl.h>
#include <torch/csrc/jit/runtime/interpreter.h>

#include "core/limits/limited_code.h"
#include "core/support/exit_gate.h"
#include "core/support/host_lock.h"
#include "core/support/in_use.h"
#include "core/support/listener.h"
#include "core/support/run_limit.h"
#include "core/support/running_call.h"

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

// self: the module or instance that the task uses, or None.
void launch(std::function<void()> task, std::shared_ptr<torch::jit::CompilationUnit> owner,
            c10::IValue self) {
    at::launch([owner = std::move(owner), self = std::move(self), task = std::move(task),
                listener = listenerOfCaller(), limit = limitOfThread(),
                pending = std::make_shared<PendingTask>()] {
        const RunningCall call;
        const LimitGuard limited(limit);
        std::optional<TaskHearing> hearing;
        if (listener != nullptr) {
            hearing.emplace(*listener);
        }
        const UseMark used(self.isObject() ? &self.toObjectRef() : nullptr);
        task();
    });
    // The threads exist now, so libtorch has registered what ends them.
    [[maybe_unused]] static const bool isRenewed = (renewGate(), true);
}

} // namespace

bool leavesTasks(Function& function) { return TaskSearch().search(&function); }

void runKeeping(Function& function, torch::jit::Stack& stack,
                const std::shared_ptr<torch::jit::CompilationUnit>& owner) {
    runPlanKeeping(torch::jit::toGraphFunction(function).get_executor().getPlanFor(stack), stack,
                   owner);
}

void runPlanKeeping(const torch::jit::ExecutionPlan& made, torch::jit::Stack& stack,
                    const std::shared_ptr<torch::jit::CompilationUnit>& owner) {
    const torch::jit::ExecutionPlan plan = made; // another thread may replace it
    // The tasks of a method use its module, also after the call.
    const bool isBound = !stack.empty() && stack.front().isObject();
    const c10::IValue self = isBound ? stack.front() : c10::IValue();
    torch::jit::InterpreterState state(plan.code, [owner, self](std::function<void()> task) {
        launch(std::move(task), owner, self);
    });
    const WithoutHostLock released; // a task may need it
    state.run(stack);
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
