#include <functional>
#include <map>

#include "training.h"

namespace {

namespace optim = torch::optim;
using Losses = std::vector<double>;

// Two parameters with the same values each time.
std::vector<at::Tensor> parameters() {
    return {at::tensor({1.5, -2.0, 0.25}).requires_grad_(true),
            at::tensor({0.5, 3.0}).view({1, 2}).detach().requires_grad_(true)};
}

at::Tensor lossOf(const std::vector<at::Tensor>& p) {
    return (p[0] - 1).pow(4).sum() + (p[1] * 2 + p[0][0]).pow(2).sum();
}

// What a closure works on; the ABI passes it as a pointer.
struct Problem {
    std::vector<at::Tensor> parameters;
    std::function<void()> zeroGrad;
    int failAt = -1;
    int calls = 0;
};

tsp_tensor* computeLoss(void* context) {
    auto& problem = *static_cast<Problem*>(context);
    if (problem.calls++ == problem.failAt) {
        return nullptr;
    }
    problem.zeroGrad();
    const auto loss = lossOf(problem.parameters);
    loss.backward();
    return handleOf(loss.detach()).release();
}

Losses trainedByAbi(const Optimizer& optimizer, Problem& problem, int steps) {
    problem.zeroGrad = [&] { CHECK_OK(tsp_optimizer_zero_grad(optimizer.get(), 1)); };
    Losses losses;
    for (int i = 0; i < steps; ++i) {
        tsp_tensor* loss = nullptr;
        CHECK_OK(tsp_optimizer_step(optimizer.get(), computeLoss, &problem, &loss));
        losses.push_back(tensorBehind(Tensor(loss).get()).item<double>());
    }
    return losses;
}

Losses trainedByLibtorch(optim::Optimizer& optimizer, const std::vector<at::Tensor>& p, int steps) {
    Losses losses;
    for (int i = 0; i < steps; ++i) {
        losses.push_back(optimizer
                             .step([&] {
                                 optimizer.zero_grad();
                                 auto loss = lossOf(p);
                                 loss.backward();
                                 return loss.detach();
                             })
                             .item<double>());
    }
    return losses;
}

// The optimizer of the ABI computes the same as libtorch's own.
void checkAgainst(
    const char* name, std::vector<tsp_value> options,
    const std::function<std::unique_ptr<optim::Optimizer>(std::vector<at::Tensor>)>& make) {
    const auto expected = parameters();
    const auto reference = make(expected);
    Problem problem{parameters(), nullptr};
    const auto optimizer = optimizerOf(name, {problem.parameters, std::move(options)});
    const auto losses = trainedByAbi(optimizer, problem, 6);
    CHECK(losses == trainedByLibtorch(*reference, expected, 6));
    CHECK(losses.back() < losses.front());
    for (size_t i = 0; i < expected.size(); ++i) {
        CHECK(at::equal(problem.parameters[i], expected[i]));
    }
}

template <class Torch, class Options> auto maker(Options options) {
    return [options](std::vector<at::Tensor> p) -> std::unique_ptr<optim::Optimizer> {
        return std::make_unique<Torch>(std::move(p), options);
    };
}

// The options of a group as text, by name.
std::map<std::string, double> numbersOf(const Optimizer& optimizer, int64_t group = 0) {
    Result groups;
    CHECK_OK(tsp_optimizer_groups(optimizer.get(), groups.out()));
    const auto& options = child(child(groups.root(), group), 1);
    std::map<std::string, double> numbers;
    for (int64_t i = 0; i < sizeOf(options); ++i) {
        const auto& value = child(options, 2 * i + 1);
        if (value.kind == TSP_KIND_FLOAT || value.kind == TSP_KIND_INT) {
            numbers[textOf(child(options, 2 * i))] =
                value.kind == TSP_KIND_INT ? static_cast<double>(intOf(value)) : floatOf(value);
        }
    }
    return numbers;
}

struct Bytes {
    std::string data;

    tsp_sink sink() {
        tsp_sink sink{};
        sink.kind = TSP_SINK_STREAM;
        sink.context = this;
        sink.write = [](void* context, const void* from, int64_t size) {
            static_cast<Bytes*>(context)->data.append(static_cast<const char*>(from),
                                                      static_cast<size_t>(size));
            return 0;
        };
        return sink;
    }
    tsp_source source() const {
        tsp_source source{};
        source.kind = TSP_SOURCE_BYTES;
        source.data = data.data();
        source.size = static_cast<int64_t>(data.size());
        return source;
    }
};

} // namespace

TEST(everyOptimizerGoesTheWayOfLibtorchs) {
    std::vector<tsp_value> betas{floatArg(0.8), floatArg(0.95)};
    const auto pair = nodesArg(TSP_KIND_TUPLE, betas);
    checkAgainst("SGD",
                 {textArg("lr"), floatArg(0.01), textArg("momentum"), floatArg(0.9),
                  textArg("nesterov"), boolArg(true)},
                 maker<optim::SGD>(optim::SGDOptions(0.01).momentum(0.9).nesterov(true)));
    checkAgainst("Adam", {textArg("lr"), floatArg(0.1), textArg("betas"), pair},
                 maker<optim::Adam>(optim::AdamOptions(0.1).betas({0.8, 0.95})));
    checkAgainst("AdamW", {textArg("lr"), floatArg(0.1), textArg("amsgrad"), boolArg(true)},
                 maker<optim::AdamW>(optim::AdamWOptions(0.1).amsgrad(true)));
    checkAgainst("RMSprop",
                 {textArg("momentum"), floatArg(0.5), textArg("centered"), boolArg(true)},
                 maker<optim::RMSprop>(optim::RMSpropOptions().momentum(0.5).centered(true)));
    checkAgainst("Adagrad",
                 {textArg("lr"), floatArg(0.5), textArg("initial_accumulator_value"), intArg(1)},
                 maker<optim::Adagrad>(optim::AdagradOptions(0.5).initial_accumulator_value(1)));
    checkAgainst(
        "LBFGS",
        {textArg("max_iter"), intArg(3), textArg("line_search_fn"), textArg("strong_wolfe")},
        maker<optim::LBFGS>(optim::LBFGSOptions().max_iter(3).line_search_fn("strong_wolfe")));
}

TEST(anOptionOfLibtorchsDefaultIsKeptInAGroup) {
    const auto p = parameters();
    Group first({p[0]}, {textArg("lr"), floatArg(0.5)});
    Group second({p[1]}, {textArg("lr"), floatArg(1e-3)}); // libtorch would set it to 0.5
    std::vector<tsp_value> groups{first.arg(), second.arg()};
    const auto list = nodesArg(TSP_KIND_LIST, groups);
    tsp_optimizer* made = nullptr;
    CHECK_OK(tsp_optimizer_create(asText("Adam"), &list, &made));
    const Optimizer optimizer(made);
    CHECK_EQ(numbersOf(optimizer, 0).at("lr"), 0.5);
    CHECK_EQ(numbersOf(optimizer, 1).at("lr"), 1e-3);
    const auto lr = intArg(2);
    CHECK_OK(tsp_optimizer_option_set(optimizer.get(), 1, asText("lr"), &lr));
    CHECK_EQ(numbersOf(optimizer, 1).at("lr"), 2.0);
    CHECK_EQ(failed(tsp_optimizer_option_set(optimizer.get(), 2, asText("lr"), &lr)).kind,
             TSP_ERROR_VALUE);
}

TEST(anAddedGroupTakesTheOptionsOfTheOptimizerAndIsTrained) {
    for (const char* name : {"SGD", "Adam", "AdamW", "RMSprop", "Adagrad"}) {
        Problem problem{parameters(), nullptr};
        const auto optimizer =
            optimizerOf(name, {{problem.parameters[0]}, {textArg("lr"), floatArg(0.25)}});
        Group more({problem.parameters[1]}, {textArg("weight_decay"), floatArg(0.5)});
        const auto group = more.arg();
        CHECK_OK(tsp_optimizer_add_group(optimizer.get(), &group));
        CHECK_EQ(numbersOf(optimizer, 1).at("lr"), 0.25);
        CHECK_EQ(numbersOf(optimizer, 1).at("weight_decay"), 0.5);
        const auto before = problem.parameters[1].detach().clone();
        trainedByAbi(optimizer, problem, 1);
        CHECK(!at::equal(problem.parameters[1], before));
        CHECK_EQ(failed(tsp_optimizer_add_group(optimizer.get(), &group)).kind, TSP_ERROR_VALUE);
    }
}

TEST(whatAnOptimizerCannotTakeIsRefused) {
    const auto p = parameters();
    const auto kindOf = [&](const char* name, std::vector<tsp_value> options) {
        std::vector<Group> groups;
        groups.emplace_back(p, std::move(options));
        return failedOptimizer(name, std::move(groups)).kind;
    };
    std::vector<tsp_value> one{floatArg(0.9), floatArg(1)};
    const auto betas = nodesArg(TSP_KIND_TUPLE, one);
    CHECK_EQ(kindOf("SGD", {textArg("lr"), floatArg(-1)}), TSP_ERROR_VALUE);
    CHECK_EQ(kindOf("SGD", {textArg("nesterov"), boolArg(true)}), TSP_ERROR_VALUE);
    CHECK_EQ(kindOf("Adam", {textArg("betas"), betas}), TSP_ERROR_VALUE);
    CHECK_EQ(kindOf("Adam", {textArg("betas"), floatArg(0.9)}), TSP_ERROR_TYPE);
    CHECK_EQ(kindOf("Adam", {textArg("lr"), textArg("0.1")}), TSP_ERROR_TYPE);
    CHECK_EQ(kindOf("LBFGS", {textArg("history_size"), intArg(0)}), TSP_ERROR_VALUE);
    CHECK_EQ(kindOf("LBFGS", {textArg("line_search_fn"), textArg("armijo")}), TSP_ERROR_VALUE);
    CHECK_EQ(kindOf("Lion", {}), TSP_ERROR_VALUE);
    const auto groupsFail = [](std::vector<std::vector<at::Tensor>> tensors) {
        std::vector<Group> groups;
        for (const auto& group : tensors) {
            groups.emplace_back(group, std::vector<tsp_value>{});
        }
        return failedOptimizer("SGD", std::move(groups));
    };
    CHECK_EQ(groupsFail({{}}).kind, TSP_ERROR_VALUE);
    CHECK_EQ(groupsFail({}).kind, TSP_ERROR_VALUE);
    CHECK_CONTAINS(groupsFail({{p[0]}, {p[1], p[0]}}).message, "more than once");
    CHECK_CONTAINS(groupsFail({{p[0] * 2}}).message, "computed from others");
    std::vector<Group> unknown;
    unknown.emplace_back(p, std::vector<tsp_value>{textArg("speed"), floatArg(1)});
    const auto error = failedOptimizer("SGD", std::move(unknown));
    CHECK_EQ(error.kind, TSP_ERROR_VALUE);
    CHECK_CONTAINS(error.message,
                   "no option 'speed'. It has: lr, momentum, dampening, weight_decay, nesterov.");
}

TEST(aClosureThatFailsLeavesTheOptimizerWhole) {
    for (const char* name : {"SGD", "LBFGS"}) {
        Problem problem{parameters(), nullptr};
        const auto optimizer = optimizerOf(name, {problem.parameters, {}});
        trainedByAbi(optimizer, problem, 1);
        const auto before = problem.parameters[0].detach().clone();
        const auto grow = std::string(name) == "LBFGS" ? 3 : 0; // LBFGS calls it several times
        problem.failAt = problem.calls + grow;
        tsp_tensor* loss = nullptr;
        const auto error =
            failed(tsp_optimizer_step(optimizer.get(), computeLoss, &problem, &loss));
        CHECK_EQ(error.kind, TSP_ERROR_RUNTIME);
        CHECK_CONTAINS(error.message, "the closure failed");
        CHECK(at::equal(problem.parameters[0], before));
        problem.failAt = -1;
        const auto losses = trainedByAbi(optimizer, problem, 2);
        CHECK(losses.back() < losses.front());
    }
}

TEST(lbfgsNeedsAClosureAndOneGroup) {
    const auto p = parameters();
    const auto optimizer = optimizerOf("LBFGS", {{p[0]}, {}});
    tsp_tensor* loss = nullptr;
    CHECK_EQ(failed(tsp_optimizer_step(optimizer.get(), nullptr, nullptr, &loss)).kind,
             TSP_ERROR_VALUE);
    Group more({p[1]}, {});
    const auto group = more.arg();
    CHECK_EQ(failed(tsp_optimizer_add_group(optimizer.get(), &group)).kind, TSP_ERROR_VALUE);
    CHECK_EQ(numbersOf(optimizer).at("max_eval"), 25.0);
}

TEST(theLargestNumberOfIterationsDoesNotOverflow) {
    const auto optimizer =
        optimizerOf("LBFGS", {parameters(), {textArg("max_iter"), intArg(INT64_MAX)}});
    CHECK_EQ(numbersOf(optimizer).at("max_eval"), static_cast<double>(INT64_MAX));
}

TEST(withoutAClosureThereIsNoLoss) {
    const auto p = parameters();
    const auto optimizer = optimizerOf("SGD", {p, {textArg("lr"), floatArg(0.5)}});
    p[0].mutable_grad() = at::ones_like(p[0]);
    const auto expected = p[0].detach() - 0.5;
    const auto other = handleOf(p[1]);
    tsp_tensor* loss = other.get(); // to be overwritten
    CHECK_OK(tsp_optimizer_step(optimizer.get(), nullptr, nullptr, &loss));
    CHECK(loss == nullptr);
    CHECK(at::equal(p[0].detach(), expected));
    CHECK_OK(tsp_optimizer_zero_grad(optimizer.get(), 0));
    CHECK(at::equal(p[0].grad(), at::zeros_like(p[0])));
    CHECK_OK(tsp_optimizer_zero_grad(optimizer.get(), 1));
    CHECK(!p[0].grad().defined());
}

TEST(aLoadedOptimizerGoesOnWhereItWasSaved) {
    for (const char* name : {"SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "LBFGS"}) {
        Problem problem{parameters(), nullptr};
        const auto optimizer =
            optimizerOf(name, {problem.parameters, {textArg("lr"), floatArg(0.02)}});
        trainedByAbi(optimizer, problem, 3);
        Bytes bytes;
        const auto sink = bytes.sink();
        CHECK_OK(tsp_optimizer_save(optimizer.get(), &sink));
        Problem other{{}, nullptr};
        for (const auto& parameter : problem.parameters) {
            other.parameters.push_back(parameter.detach().clone().requires_grad_(true));
        }
        const auto loaded = optimizerOf(name, {other.parameters, {}});
        const auto source = bytes.source();
        CHECK_OK(tsp_optimizer_load(loaded.get(), &source));
        CHECK_EQ(numbersOf(loaded).at("lr"), 0.02);
        CHECK(trainedByAbi(loaded, other, 3) == trainedByAbi(optimizer, problem, 3));
    }
}

TEST(whatIsNoStateOfTheOptimizerChangesNothing) {
    const auto p = parameters();
    const auto optimizer = optimizerOf("SGD", {p, {textArg("lr"), floatArg(0.5)}});
    Bytes garbage{"this is no archive"};
    const auto first = garbage.source();
    CHECK_EQ(failed(tsp_optimizer_load(optimizer.get(), &first)).kind, TSP_ERROR_FORMAT);
    const auto other = optimizerOf("Adam", {{p[0]}, {}});
    Bytes bytes;
    const auto sink = bytes.sink();
    CHECK_OK(tsp_optimizer_save(other.get(), &sink));
    const auto second = bytes.source();
    CHECK_EQ(failed(tsp_optimizer_load(optimizer.get(), &second)).kind, TSP_ERROR_FORMAT);
    CHECK_EQ(numbersOf(optimizer).at("lr"), 0.5);
}
