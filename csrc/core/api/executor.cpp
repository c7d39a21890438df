#include "core/runtime/executor.h"
#include "abi/torchsharp_core.h"
#include "core/api/required.h"
#include "core/nodes/read_tree.h"
#include "core/nodes/results.h"
#include "core/support/guard.h"

using torchsharp::guard;

namespace {

c10::IValue treeOf(const torchsharp::FusionStrategy& strategy) {
    c10::List<std::tuple<std::string, int64_t>> steps;
    for (const auto& [name, depth] : strategy) {
        steps.push_back({name, depth});
    }
    return steps;
}

torchsharp::FusionStrategy readStrategy(const tsp_value& value) {
    static const auto& type = *new c10::TypePtr(c10::ListType::create(
        c10::TupleType::create({c10::StringType::get(), c10::IntType::get()})));
    const auto list = torchsharp::readTree(value, *type, "a fusion strategy");
    torchsharp::FusionStrategy strategy;
    for (const auto& step : list.toListRef()) {
        const auto& parts = step.toTupleRef().elements();
        strategy.emplace_back(parts[0].toStringRef(), parts[1].toInt());
    }
    return strategy;
}

} // namespace

tsp_status tsp_fusion_strategy_get(tsp_value* out) {
    return guard([&] {
        TSP_REQUIRE(out);
        torchsharp::writeResult(treeOf(torchsharp::fusionStrategy()), out, 1);
    });
}

tsp_status tsp_fusion_strategy_set(const tsp_value* strategy, tsp_value* previous) {
    return guard([&] {
        TSP_REQUIRE(strategy, previous);
        const auto before = torchsharp::setFusionStrategy(readStrategy(*strategy));
        torchsharp::writeResult(treeOf(before), previous, 1);
    });
}

tsp_status tsp_profiling_executor_get(int32_t* out) {
    return guard([&] {
        TSP_REQUIRE(out);
        *out = torchsharp::profilingExecutor() ? 1 : 0;
    });
}

tsp_status tsp_profiling_executor_set(int32_t enabled, int32_t* previous) {
    return guard([&] {
        TSP_REQUIRE(previous);
        *previous = torchsharp::setProfilingExecutor(enabled != 0) ? 1 : 0;
    });
}

tsp_status tsp_profiled_runs_get(int64_t* out) {
    return guard([&] {
        TSP_REQUIRE(out);
        *out = torchsharp::profiledRuns();
    });
}

tsp_status tsp_profiled_runs_set(int64_t runs) {
    return guard([&] { torchsharp::setProfiledRuns(runs); });
}
