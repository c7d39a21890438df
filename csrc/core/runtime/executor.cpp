#include "core/runtime/executor.h"

#include <algorithm>

#include <torch/csrc/jit/api/function_impl.h>
#include <torch/csrc/jit/runtime/graph_executor.h>
#include <torch/csrc/jit/runtime/interpreter.h>

#include "core/support/error.h"

namespace torchsharp {

namespace {

using torch::jit::FusionBehavior;
using torch::jit::GraphExecutor;
using torch::jit::GraphExecutorState;

FusionStrategy named(const torch::jit::FusionStrategy& strategy) {
    FusionStrategy steps;
    for (const auto& [behavior, depth] : strategy) {
        steps.emplace_back(behavior == FusionBehavior::STATIC ? "STATIC" : "DYNAMIC",
                           static_cast<int64_t>(depth));
    }
    return steps;
}

FusionBehavior behaviorOf(const std::string& name) {
    if (name == "STATIC") {
        return FusionBehavior::STATIC;
    }
    if (name == "DYNAMIC") {
        return FusionBehavior::DYNAMIC;
    }
    throw Error(TSP_ERROR_VALUE,
                "a fusion strategy consists of 'STATIC' and 'DYNAMIC', not '" + name + "'");
}

size_t depthOf(int64_t depth) {
    if (depth < 0) {
        throw Error(TSP_ERROR_VALUE, "the depth in a fusion strategy must be 0 or more, not " +
                                         std::to_string(depth));
    }
    return static_cast<size_t>(depth);
}

// The plans that an executor will run from now on; none while it still profiles. A profiling
// executor reports that by a failed assertion, and other executors report nothing else.
GraphExecutorState finalPlans(GraphExecutor& executor) {
    try {
        return executor.getDebugState();
    } catch (const c10::Error&) {
        return {};
    }
}

// Parts that autograd differentiates as a whole have their own executors.
bool isSpecialized(GraphExecutor& executor) {
    auto state = finalPlans(executor);
    return !state.execution_plans.empty() &&
           std::all_of(state.execution_plans.begin(), state.execution_plans.end(), [](auto& item) {
               torch::jit::Code code = item.second.code;
               const auto& parts = code.diff_graph_op_executors();
               return std::all_of(parts.begin(), parts.end(),
                                  [](GraphExecutor* part) { return isSpecialized(*part); });
           });
}

} // namespace

FusionStrategy fusionStrategy() { return named(torch::jit::getFusionStrategy()); }

FusionStrategy setFusionStrategy(const FusionStrategy& strategy) {
    torch::jit::FusionStrategy steps;
    for (const auto& [name, depth] : strategy) {
        steps.emplace_back(behaviorOf(name), depthOf(depth));
    }
    return named(torch::jit::setFusionStrategy(steps));
}

bool profilingExecutor() { return torch::jit::getExecutorMode() && torch::jit::getProfilingMode(); }

bool setProfilingExecutor(bool enabled) {
    const bool previous = profilingExecutor();
    // Without executor mode libtorch falls back to an older way to specialize.
    torch::jit::getExecutorMode() = true;
    torch::jit::getProfilingMode() = enabled;
    return previous;
}

int64_t profiledRuns() { return static_cast<int64_t>(torch::jit::getNumProfiledRuns().load()); }

void setProfiledRuns(int64_t runs) {
    if (runs < 1) {
        throw Error(TSP_ERROR_VALUE,
                    "the number of profiled runs must be at least 1, not " + std::to_string(runs));
    }
    torch::jit::getNumProfiledRuns() = static_cast<size_t>(runs);
}

int64_t runsToSpecialize(torch::jit::Function* function) {
    if (function == nullptr || torch::jit::tryToGraphFunction(*function) == nullptr) {
        return 1;
    }
    // Code in a branch that is not taken is never specialized, so waiting for it would not end.
    const auto runs = profiledRuns();
    return runs > INT64_MAX / 4 ? INT64_MAX : 2 * (runs + 1);
}

bool isSpecialized(torch::jit::Function* function) {
    auto* body = function == nullptr ? nullptr : torch::jit::tryToGraphFunction(*function);
    return body != nullptr && isSpecialized(body->get_executor());
}

} // namespace torchsharp
