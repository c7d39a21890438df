#include "core/arguments.h"
#include "core/executor.h"
#include "core/guard.h"
#include "core/handles.h"
#include "core/read.h"
#include "core/results.h"

using torchsharp::guard;

namespace {

constexpr const char* wantedStep = "a tuple of str and int";

c10::IValue treeOf(const torchsharp::FusionStrategy& strategy) {
    c10::List<std::tuple<std::string, int64_t>> steps;
    for (const auto& [name, depth] : strategy) {
        steps.push_back({name, depth});
    }
    return steps;
}

torchsharp::FusionStrategy readStrategy(const tsp_value& value) {
    torchsharp::FusionStrategy strategy;
    for (const auto& step : torchsharp::readNodes(value, "a fusion strategy")) {
        const auto parts = torchsharp::readNodes(step, "every step of a fusion strategy");
        if (parts.size() != 2 || parts[0].kind != TSP_KIND_STRING ||
            parts[1].kind != TSP_KIND_INT) {
            torchsharp::throwWrongNode("every step of a fusion strategy", wantedStep, step);
        }
        strategy.emplace_back(torchsharp::textOf(parts[0]), parts[1].as.i);
    }
    return strategy;
}

} // namespace

tsp_status tsp_callable_warm_up(tsp_callable* callable, const tsp_value* args, int64_t count,
                                int64_t most, int64_t* runs) {
    return guard([&] {
        torchsharp::requireArgumentCount(count);
        const auto& target = *callable->callable;
        const auto fill = [&](torch::jit::Stack& stack) {
            torchsharp::pushArguments(target, args, static_cast<size_t>(count), stack);
        };
        *runs = torchsharp::warmUp(target, fill, most);
    });
}

tsp_status tsp_fusion_strategy_get(tsp_value* out) {
    return guard([&] { torchsharp::writeResult(treeOf(torchsharp::fusionStrategy()), out, 1); });
}

tsp_status tsp_fusion_strategy_set(const tsp_value* strategy, tsp_value* previous) {
    return guard([&] {
        const auto before = torchsharp::setFusionStrategy(readStrategy(*strategy));
        torchsharp::writeResult(treeOf(before), previous, 1);
    });
}

tsp_status tsp_profiling_executor_get(int32_t* out) {
    return guard([&] { *out = torchsharp::profilingExecutor() ? 1 : 0; });
}

tsp_status tsp_profiling_executor_set(int32_t enabled, int32_t* previous) {
    return guard([&] { *previous = torchsharp::setProfilingExecutor(enabled != 0) ? 1 : 0; });
}

tsp_status tsp_profiled_runs_get(int64_t* out) {
    return guard([&] { *out = torchsharp::profiledRuns(); });
}

tsp_status tsp_profiled_runs_set(int64_t runs) {
    return guard([&] { torchsharp::setProfiledRuns(runs); });
}
