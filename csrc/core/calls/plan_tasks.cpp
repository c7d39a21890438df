#include "core/calls/plan_tasks.h"

#include <optional>

#include <ATen/Parallel.h>
#include <torch/csrc/jit/api/compilation_unit.h>
#include <torch/csrc/jit/runtime/interpreter.h>

#include "core/support/exit_gate.h"
#include "core/support/host_lock.h"
#include "core/support/in_use.h"
#include "core/support/listener.h"
#include "core/support/run_limit.h"
#include "core/support/running_call.h"

namespace torchsharp {

namespace {

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

} // namespace torchsharp
