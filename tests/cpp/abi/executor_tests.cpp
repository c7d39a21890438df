#include <cmath>
#include <fstream>
#include <sstream>
#include <thread>

#include "folder.h"

// Settings of the executor, warm-up, freezing, the profiler and code.

namespace {

Tensor row() { return floatTensor(std::vector<float>(10, 0.25f), {1, 10}); }

int64_t warmUp(const CallableHandle& callable, const std::vector<tsp_value>& arguments,
               int64_t most) {
    int64_t runs = -1;
    CHECK_OK(tsp_callable_warm_up(callable.get(), arguments.data(),
                                  static_cast<int64_t>(arguments.size()), most, &runs));
    return runs;
}

Unit scaled() {
    return compile("def scaled(x: Tensor, y: Tensor) -> Tensor:\n    return (x * y + x).relu()\n");
}

class ProfilingExecutor {
  public:
    explicit ProfilingExecutor(bool enabled) {
        CHECK_OK(tsp_profiling_executor_set(enabled ? 1 : 0, &previous_));
    }
    ~ProfilingExecutor() {
        int32_t ignored = 0;
        tsp_profiling_executor_set(previous_, &ignored);
    }

  private:
    int32_t previous_ = 0;
};

struct Row {
    int64_t calls = 0;
    double total = 0;
    double self = 0;
};

Row rowOf(const Result& table, const std::string& name) {
    auto& root = const_cast<Result&>(table).root();
    for (int64_t i = 0; i < sizeOf(root); ++i) {
        const auto& row = child(root, i);
        if (textOf(child(row, 0)) == name) {
            return {intOf(child(row, 1)), floatOf(child(row, 2)), floatOf(child(row, 3))};
        }
    }
    return {};
}

std::string read(const std::string& path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

Result text(const CallableHandle& callable, int32_t kind) {
    Result out;
    CHECK_OK(tsp_callable_text(callable.get(), kind, out.out()));
    return out;
}

} // namespace

TEST(warmUpRunsUntilTheCodeIsSpecialized) {
    const auto unit = scaled();
    const auto function = functionOf(unit, "scaled");
    const auto x = row();
    int64_t profiled = 0;
    CHECK_OK(tsp_profiled_runs_get(&profiled));
    CHECK_EQ(warmUp(function, {tensorArg(x), tensorArg(x)}, 20), profiled + 1);
    CHECK_EQ(warmUp(function, {tensorArg(x), tensorArg(x)}, 20), 1); // it is already specialized
    CHECK_EQ(warmUp(function, {tensorArg(x), tensorArg(x)}, 0), 0);
    CHECK_EQ(warmUp(functionOf(scaled(), "scaled"), {tensorArg(x), tensorArg(x)}, 1), 1);
    CHECK_EQ(warmUp(operatorOf("aten::relu"), {tensorArg(x)}, 20), 1);
    int64_t runs = 0;
    CHECK_EQ(failed(tsp_callable_warm_up(function.get(), nullptr, 0, 3, &runs)).kind,
             TSP_ERROR_TYPE);
    CHECK_EQ(failed(tsp_callable_warm_up(function.get(), nullptr, 0, -1, &runs)).kind,
             TSP_ERROR_VALUE);
}

TEST(whatDifferentiatesIsWarmedUpToo) {
    const auto function = functionOf(scaled(), "scaled");
    const auto x = row();
    CHECK_OK(tsp_tensor_requires_grad_set(x.get(), 1));
    int64_t profiled = 0;
    CHECK_OK(tsp_profiled_runs_get(&profiled));
    const auto runs = warmUp(function, {tensorArg(x), tensorArg(x)}, 50);
    CHECK(runs > profiled && runs <= 2 * (profiled + 1));
    CHECK_EQ(warmUp(function, {tensorArg(x), tensorArg(x)}, 50), 1);
}

TEST(moreProfiledRunsTakeMoreWarmUp) {
    int64_t before = 0;
    CHECK_OK(tsp_profiled_runs_get(&before));
    CHECK_OK(tsp_profiled_runs_set(4));
    const auto x = row();
    const auto runs = warmUp(functionOf(scaled(), "scaled"), {tensorArg(x), tensorArg(x)}, 20);
    CHECK_OK(tsp_profiled_runs_set(before));
    CHECK_EQ(runs, 5);
    CHECK_EQ(failed(tsp_profiled_runs_set(0)).kind, TSP_ERROR_VALUE);
}

TEST(withoutProfilingOneRunIsEnough) {
    const ProfilingExecutor off(false);
    int32_t enabled = 1;
    CHECK_OK(tsp_profiling_executor_get(&enabled));
    CHECK_EQ(enabled, 0);
    const auto x = row();
    CHECK_EQ(warmUp(functionOf(scaled(), "scaled"), {tensorArg(x), tensorArg(x)}, 20), 1);
}

TEST(fusionStrategiesAreReadAndWritten) {
    std::vector<tsp_value> fixed{textArg("STATIC"), intArg(3)};
    std::vector<tsp_value> dynamic{textArg("DYNAMIC"), intArg(1)};
    std::vector<tsp_value> steps{nodesArg(TSP_KIND_TUPLE, fixed),
                                 nodesArg(TSP_KIND_TUPLE, dynamic)};
    const auto strategy = nodesArg(TSP_KIND_LIST, steps);
    Result before;
    CHECK_OK(tsp_fusion_strategy_set(&strategy, before.out()));
    Result now;
    CHECK_OK(tsp_fusion_strategy_get(now.out()));
    CHECK_EQ(sizeOf(now.root()), 2);
    CHECK_EQ(textOf(child(child(now.root(), 1), 0)), "DYNAMIC");
    CHECK_EQ(intOf(child(child(now.root(), 0), 1)), 3);
    Result ignored;
    CHECK_OK(tsp_fusion_strategy_set(&before.root(), ignored.out()));
    fixed[0] = textArg("QUICK");
    CHECK_EQ(failed(tsp_fusion_strategy_set(&strategy, ignored.out())).kind, TSP_ERROR_VALUE);
    fixed[0] = intArg(1);
    CHECK_EQ(failed(tsp_fusion_strategy_set(&strategy, ignored.out())).kind, TSP_ERROR_TYPE);
}

TEST(theProfilerCountsWhatRunsOnEveryThread) {
    const TemporaryFolder folder;
    const auto path = folder.file("sp\xc3\xbcr.json");
    const auto x = row();
    const auto relu = operatorOf("aten::relu");
    CHECK_OK(tsp_profiler_start(TSP_PROFILE_SHAPES | TSP_PROFILE_MEMORY));
    CHECK_EQ(failed(tsp_profiler_start(0)).kind, TSP_ERROR_RUNTIME);
    call(relu, {tensorArg(x)});
    std::thread([&] { call(relu, {tensorArg(x)}); }).join();
    Result table;
    CHECK_OK(tsp_profiler_stop(asText(path), table.out()));
    const auto outer = rowOf(table, "aten::relu");
    const auto inner = rowOf(table, "aten::clamp_min");
    CHECK_EQ(outer.calls, 2);
    CHECK(outer.total > 0 && outer.self > 0 && outer.self <= outer.total);
    CHECK(inner.total <= outer.total);
    CHECK_CONTAINS(read(path), "aten::relu");
    Result none;
    CHECK_EQ(failed(tsp_profiler_stop(tsp_text{}, none.out())).kind, TSP_ERROR_RUNTIME);
    CHECK_OK(tsp_profiler_start(0)); // again
    const auto missing = folder.file("missing/trace.json");
    CHECK_EQ(failed(tsp_profiler_stop(asText(missing), none.out())).kind, TSP_ERROR_IO);
}

TEST(aFrozenModuleComputesTheSameAndLeavesTheOriginal) {
    const auto module = loadFixture("sample.pt");
    CHECK_OK(tsp_module_train(module.get(), 1));
    tsp_module* out = nullptr;
    CHECK_CONTAINS(failed(tsp_module_freeze(module.get(), nullptr, 1, &out)).message, "eval()");
    CHECK_CONTAINS(failed(tsp_module_optimize_for_inference(module.get(), nullptr, &out)).message,
                   "eval()");
    CHECK_OK(tsp_module_train(module.get(), 0));
    std::vector<tsp_value> names{textArg("predict")};
    const auto preserved = nodesArg(TSP_KIND_LIST, names);
    const auto x = row();
    const auto expected = call(methodOf(module, "predict"), {tensorArg(x)});
    const auto wanted = floatsOf(tensorOf(const_cast<Result&>(expected).root()));
    CHECK_OK(tsp_module_freeze(module.get(), &preserved, 1, &out));
    const Module frozen(out);
    CHECK_OK(tsp_module_optimize_for_inference(module.get(), &preserved, &out));
    const Module optimized(out);
    CHECK_OK(tsp_module_optimize_for_inference(frozen.get(), &preserved, &out));
    const Module both(out);
    for (const auto* made : {&frozen, &optimized, &both, &module}) {
        auto result = call(methodOf(*made, "predict"), {tensorArg(x)});
        const auto values = floatsOf(tensorOf(result.root()));
        for (size_t i = 0; i < values.size(); ++i) {
            CHECK(std::abs(values[i] - wanted[i]) < 1e-5f);
        }
    }
    names[0] = textArg("nothing");
    const auto error = failed(tsp_module_freeze(module.get(), &preserved, 1, &out));
    CHECK_EQ(error.kind, TSP_ERROR_VALUE);
    CHECK_CONTAINS(error.message, "predict");
    CHECK_EQ(failed(tsp_module_optimize_for_inference(module.get(), &preserved, &out)).kind,
             TSP_ERROR_VALUE);
}

TEST(codeIsThereAsTextAndWithItsConstants) {
    const auto function = functionOf(scaled(), "scaled");
    CHECK_CONTAINS(textOf(text(function, TSP_TEXT_CODE).root()), "def scaled(x: Tensor,");
    CHECK_CONTAINS(textOf(text(function, TSP_TEXT_GRAPH).root()), "aten::mul");
    CHECK_CONTAINS(textOf(text(function, TSP_TEXT_INLINED_GRAPH).root()), "aten::relu");
    const auto module = loadFixture("sample.pt");
    CHECK_OK(tsp_module_train(module.get(), 0));
    std::vector<tsp_value> names{textArg("predict")};
    const auto preserved = nodesArg(TSP_KIND_LIST, names);
    tsp_module* out = nullptr;
    CHECK_OK(tsp_module_freeze(module.get(), &preserved, 1, &out));
    const Module frozen(out);
    Result code;
    CHECK_OK(tsp_callable_code_with_constants(methodOf(frozen, "predict").get(), code.out()));
    CHECK_CONTAINS(textOf(child(code.root(), 0)), "def predict(self,");
    CHECK_CONTAINS(textOf(child(code.root(), 0)), "CONSTANTS.c0");
    CHECK_EQ(textOf(child(child(code.root(), 1), 0)), "c0");
    CHECK_EQ(child(child(code.root(), 1), 1).kind, TSP_KIND_TENSOR);
    Result none;
    CHECK_EQ(failed(tsp_callable_text(operatorOf("aten::relu").get(), 0, none.out())).kind,
             TSP_ERROR_UNSUPPORTED);
    CHECK_EQ(failed(tsp_callable_text(function.get(), 9, none.out())).kind, TSP_ERROR_VALUE);
}
