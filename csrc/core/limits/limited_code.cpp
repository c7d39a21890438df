#include "core/limits/limited_code.h"

#include <ATen/autocast_mode.h>
#include <torch/csrc/jit/api/function_impl.h>
#include <torch/csrc/jit/passes/autocast.h>
#include <torch/csrc/jit/passes/constant_pooling.h>
#include <torch/csrc/jit/passes/constant_propagation.h>
#include <torch/csrc/jit/passes/inliner.h>
#include <torch/csrc/jit/passes/peephole.h>
#include <torch/csrc/jit/runtime/custom_operator.h>
#include <torch/csrc/jit/runtime/interpreter.h>

#include "core/support/run_limit.h"

namespace torchsharp {

namespace {

using torch::jit::Block;
using torch::jit::Graph;
using torch::jit::Node;

constexpr const char* checkName = "torchsharp::check_limit";
constexpr int mostUnchecked = 16; // operators in a row

// Has side effects, so that no pass of the compiler removes or moves it.
const torch::jit::RegisterOperators checkOperator({torch::jit::Operator(
    std::string(checkName) + "() -> ()",
    [](torch::jit::Stack&) {
        if (const auto& limit = limitOfThread(); limit != nullptr) {
            limit->check();
        }
    },
    c10::AliasAnalysisKind::CONSERVATIVE)});

Node* newCheck(Block& block) {
    static const auto kind = c10::Symbol::fromQualString(checkName);
    return block.owningGraph()->create(kind, 0);
}

void insertChecks(Block& block) {
    const void* caller = nullptr; // of the last operator, in the code that was inlined
    int unchecked = 0;
    for (auto place = block.nodes().begin(); place != block.nodes().end();) {
        Node* node = *place;
        ++place;
        if (node->kind() == c10::prim::Constant) {
            continue;
        }
        const auto& stack = node->callstack();
        const void* now = stack ? stack->get() : nullptr;
        if (now != caller || ++unchecked >= mostUnchecked) {
            newCheck(block)->insertBefore(node);
            caller = now;
            unchecked = 0;
        }
        for (auto* inner : node->blocks()) {
            insertChecks(*inner);
        }
        if (node->kind() == c10::prim::Loop) {
            auto* body = node->blocks().at(0);
            body->prependNode(newCheck(*body));
        }
        if (node->kind() == c10::prim::fork || node->kind() == c10::prim::awaitable) {
            const auto task = node->g(c10::attr::Subgraph);
            torch::jit::Inline(*task);
            insertChecks(*task->block());
        }
    }
}

// What GraphFunction does before it runs code, and the checks.
std::shared_ptr<Graph> graphWithChecks(torch::jit::GraphFunction& function) {
    function.ensure_defined();
    auto graph = function.graph()->copy();
    torch::jit::Inline(*graph);
    torch::jit::PeepholeOptimize(graph, true);
    torch::jit::ConstantPropagationImmutableTypes(graph);
    torch::jit::Autocast(graph);
    torch::jit::ConstantPooling(graph);
    insertChecks(*graph->block());
    return graph;
}

} // namespace

const torch::jit::ExecutionPlan& LimitedCode::planFor(torch::jit::Function& function,
                                                      torch::jit::Stack& stack) const {
    const size_t mode = (at::autocast::is_autocast_enabled(at::kCPU) ? 1 : 0) +
                        (at::autocast::is_autocast_enabled(at::kCUDA) ? 2 : 0);
    torch::jit::GraphExecutor* executor = nullptr;
    {
        const std::lock_guard<std::mutex> lock(mutex_);
        auto& made = executors_.at(mode);
        if (made == nullptr) {
            made = std::make_unique<torch::jit::GraphExecutor>(
                graphWithChecks(torch::jit::toGraphFunction(function)), function.name());
        }
        executor = made.get();
    }
    return executor->getPlanFor(stack);
}

void runUnderLimit(torch::jit::Function& function, torch::jit::Stack& stack) {
    const auto limit = limitOfThread();
    if (limit == nullptr || torch::jit::tryToGraphFunction(function) == nullptr) {
        function.run(stack);
        return;
    }
    LimitedCall(limit).run([&] {
        const LimitedCode code;
        const torch::jit::ExecutionPlan plan = code.planFor(function, stack);
        torch::jit::InterpreterState(plan.code).run(stack);
    });
}

} // namespace torchsharp
