#include "core/limits/limited_code.h"

#include <map>

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
// NOLINTNEXTLINE(bugprone-throwing-static-initialization): libtorch registers operators so
const torch::jit::RegisterOperators checkOperator({torch::jit::Operator(
    std::string(checkName) + "() -> ()",
    [](torch::jit::Stack&) {
        if (const auto& limit = limitOfThread(); limit != nullptr) {
            limit->check();
        }
    },
    c10::AliasAnalysisKind::CONSERVATIVE)});

// What stands for a call through an interface: only the call can tell which function it is.
constexpr const char* callName = "torchsharp::call_limited";
constexpr int deepestCall = 100; // each level is one of this thread's stack

// Counts the calls through interfaces that the thread is in.
class CallDepth {
  public:
    CallDepth() {
        if (++depth() > deepestCall) {
            --depth();
            throw Error(TSP_ERROR_RUNTIME, "within a time limit, calls through interfaces may be "
                                           "nested at most " +
                                               std::to_string(deepestCall) + " levels deep");
        }
    }
    CallDepth(const CallDepth&) = delete;
    CallDepth& operator=(const CallDepth&) = delete;
    ~CallDepth() { --depth(); }

  private:
    static int& depth() {
        thread_local int count = 0;
        return count;
    }
};

// The code of the functions that one place in the code has called.
class CalledCode {
  public:
    explicit CalledCode(const Node& call)
        : method_(call.s(c10::attr::name)), count_(call.inputs().size()) {}

    void run(torch::jit::Stack& stack) {
        torch::jit::Stack arguments(stack.end() - static_cast<std::ptrdiff_t>(count_), stack.end());
        torch::jit::drop(stack, count_);
        auto& function = arguments.front().toObjectRef().type()->getMethod(method_);
        const CallDepth depth;
        const torch::jit::ExecutionPlan plan = codeOf(function).planFor(function, arguments);
        torch::jit::InterpreterState(plan.code).run(arguments);
        stack.insert(stack.end(), arguments.begin(), arguments.end());
    }

  private:
    const LimitedCode& codeOf(const torch::jit::Function& function) {
        const std::lock_guard<std::mutex> lock(mutex_);
        return codes_[&function];
    }

    std::string method_;
    size_t count_; // of the arguments, with the object
    std::mutex mutex_;
    std::map<const torch::jit::Function*, LimitedCode> codes_;
};

// NOLINTNEXTLINE(bugprone-throwing-static-initialization): libtorch registers operators so
const torch::jit::RegisterOperators callOperator({torch::jit::Operator(
    std::string(callName) + "(...) -> ...",
    [](const Node* node) -> torch::jit::Operation {
        auto code = std::make_shared<CalledCode>(*node);
        return [code](torch::jit::Stack& stack) { code->run(stack); };
    },
    c10::AliasAnalysisKind::CONSERVATIVE)});

void replaceCall(Node& call) {
    static const auto kind = c10::Symbol::fromQualString(callName);
    auto* limited = call.owningGraph()->create(kind, call.inputs(), call.outputs().size());
    limited->s_(c10::attr::name, call.s(c10::attr::name));
    limited->copyMetadata(&call);
    limited->insertBefore(&call);
    for (size_t i = 0; i < call.outputs().size(); ++i) {
        limited->output(i)->copyMetadata(call.output(i));
        call.output(i)->replaceAllUsesWith(limited->output(i));
    }
    call.destroy();
}

// at: what the traceback of its error names.
Node* newCheck(Node& at) {
    static const auto kind = c10::Symbol::fromQualString(checkName);
    return at.owningGraph()->create(kind, 0)->copyMetadata(&at);
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
            newCheck(*node)->insertBefore(node);
            caller = now;
            unchecked = 0;
        }
        for (auto* inner : node->blocks()) {
            insertChecks(*inner);
        }
        if (node->kind() == c10::prim::Loop) {
            node->blocks().at(0)->prependNode(newCheck(*node));
        }
        if (node->kind() == c10::prim::fork || node->kind() == c10::prim::awaitable) {
            const auto task = node->g(c10::attr::Subgraph);
            torch::jit::Inline(*task);
            insertChecks(*task->block());
        }
        if (node->kind() == c10::prim::CallMethod) { // all others are inlined
            replaceCall(*node);
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
