#include <cmath>
#include <limits>

#include "libtorch_tensors.h"

namespace {

at::Tensor leaf(std::vector<double> values) {
    return at::tensor(values, at::kFloat).requires_grad_(true);
}

} // namespace

TEST(backwardAddsToTheLeavesAsLibtorchDoes) {
    const auto x = leaf({1, -2, 3});
    const auto w = leaf({0.5, 2, 1});
    const auto loss = (x * w).pow(2).sum();
    CHECK_OK(tsp_tensor_backward(handleOf(loss).get(), nullptr, 1, 0, nullptr));
    const auto expected = 2 * (x * w) * w;
    CHECK(at::equal(x.grad(), expected.detach()));
    CHECK_OK(tsp_tensor_backward(handleOf(loss).get(), nullptr, 0, 0, nullptr));
    CHECK(at::equal(x.grad(), 2 * expected.detach()));
    const auto error =
        failed(tsp_tensor_backward(handleOf(loss).get(), nullptr, 0, 0, nullptr)); // freed
    CHECK_EQ(error.kind, TSP_ERROR_RUNTIME);
    CHECK_CONTAINS(error.message, "second time");
}

TEST(backwardOfManyElementsTakesAGradient) {
    const auto x = leaf({1, 2});
    const auto w = leaf({3, 4});
    const auto y = x * w;
    CHECK_CONTAINS(failed(tsp_tensor_backward(handleOf(y).get(), nullptr, 1, 0, nullptr)).message,
                   "scalar outputs");
    const auto short1 = handleOf(at::ones({1})); // libtorch would broadcast it
    CHECK_CONTAINS(
        failed(tsp_tensor_backward(handleOf(y).get(), short1.get(), 1, 0, nullptr)).message, "[1]");
    TensorList only({x});
    const auto inputs = only.arg();
    const auto seed = handleOf(at::tensor({10.f, 100.f}));
    CHECK_OK(tsp_tensor_backward(handleOf(y).get(), seed.get(), 0, 0, &inputs));
    CHECK(at::equal(x.grad(), at::tensor({30.f, 400.f})));
    CHECK(!w.grad().defined()); // it was not requested
    std::vector<tsp_value> none;
    const auto empty = nodesArg(TSP_KIND_LIST, none);
    CHECK_EQ(failed(tsp_tensor_backward(handleOf(y).get(), seed.get(), 0, 0, &empty)).kind,
             TSP_ERROR_RUNTIME);
}

TEST(gradGivesNoneForWhatWasNotUsed) {
    const auto x = leaf({2, 3});
    const auto unused = leaf({1});
    const auto y = x.pow(3).sum();
    TensorList outputs({y});
    TensorList inputs({x, unused});
    const auto from = outputs.arg();
    const auto to = inputs.arg();
    Result result;
    CHECK_CONTAINS(failed(tsp_tensors_grad(&from, &to, nullptr, 1, 0, 0, result.out())).message,
                   "not have been used");
    CHECK_OK(tsp_tensors_grad(&from, &to, nullptr, 1, 0, 1, result.out()));
    CHECK(at::equal(tensorBehind(tensorOf(child(result.root(), 0))), (3 * x * x).detach()));
    CHECK_EQ(child(result.root(), 1).kind, TSP_KIND_NONE);
    CHECK(!x.grad().defined());
    std::vector<tsp_value> two{noneArg(), noneArg()};
    const auto seeds = nodesArg(TSP_KIND_LIST, two);
    Result none;
    CHECK_EQ(failed(tsp_tensors_grad(&from, &to, &seeds, 1, 0, 1, none.out())).kind,
             TSP_ERROR_RUNTIME);
    const auto wrong = intArg(1);
    CHECK_EQ(failed(tsp_tensors_grad(&wrong, &to, nullptr, 1, 0, 1, none.out())).kind,
             TSP_ERROR_TYPE);
}

TEST(gradCanBeDifferentiatedAgain) {
    const auto x = leaf({2});
    TensorList outputs({x.pow(3).sum()});
    TensorList inputs({x});
    const auto from = outputs.arg();
    const auto to = inputs.arg();
    Result first;
    CHECK_OK(tsp_tensors_grad(&from, &to, nullptr, 1, 1, 0, first.out()));
    TensorList firsts({tensorBehind(tensorOf(child(first.root(), 0)))});
    const auto again = firsts.arg();
    Result second;
    CHECK_OK(tsp_tensors_grad(&again, &to, nullptr, 0, 0, 0, second.out()));
    CHECK(at::equal(tensorBehind(tensorOf(child(second.root(), 0))), at::tensor({12.f})));
}

TEST(gradientsAreSetOnlyWhereTheyFit) {
    const auto x = leaf({1, 2});
    const auto handle = handleOf(x);
    tsp_tensor* gradient = nullptr;
    CHECK_OK(tsp_tensor_grad_get(handle.get(), &gradient));
    CHECK(gradient == nullptr);
    const auto fitting = handleOf(at::tensor({5.f, 6.f}));
    CHECK_OK(tsp_tensor_grad_set(handle.get(), fitting.get()));
    CHECK_OK(tsp_tensor_grad_get(handle.get(), &gradient));
    CHECK_EQ(Tensor(gradient).get(), fitting.get());
    for (const auto& other : {at::ones({3}), at::ones({2}, at::kDouble), x}) {
        CHECK_EQ(failed(tsp_tensor_grad_set(handle.get(), handleOf(other).get())).kind,
                 TSP_ERROR_RUNTIME);
    }
    CHECK(at::equal(x.grad(), at::tensor({5.f, 6.f})));
    CHECK_OK(tsp_tensor_grad_set(handle.get(), nullptr));
    CHECK(!x.grad().defined());
}

TEST(requiresGradFollowsTorchsRules) {
    const auto integers = handleOf(at::arange(3));
    CHECK_CONTAINS(failed(tsp_tensor_requires_grad_set(integers.get(), 1)).message,
                   "floating point");
    const auto x = leaf({1});
    const auto computed = handleOf(x * 2);
    CHECK_CONTAINS(failed(tsp_tensor_requires_grad_set(computed.get(), 0)).message, "leaf");
    int32_t isLeaf = 1;
    CHECK_OK(tsp_tensor_is_leaf(computed.get(), &isLeaf));
    CHECK_EQ(isLeaf, 0);
    CHECK_OK(tsp_tensor_is_leaf(handleOf(x).get(), &isLeaf));
    CHECK_EQ(isLeaf, 1);
    CHECK_OK(tsp_tensor_requires_grad_set(handleOf(x).get(), 0));
    CHECK(!x.requires_grad());
    CHECK_EQ(failed(tsp_tensor_retain_grad(handleOf(x).get())).kind, TSP_ERROR_RUNTIME);
}

TEST(aRetainedGradientIsThere) {
    const auto x = leaf({1, 2});
    const auto middle = x * 3;
    CHECK_OK(tsp_tensor_retain_grad(handleOf(middle).get()));
    CHECK_OK(tsp_tensor_backward(handleOf(middle.pow(2).sum()).get(), nullptr, 0, 0, nullptr));
    CHECK(at::equal(middle.grad(), (2 * middle).detach()));
}

TEST(setDataSharesTheElements) {
    const auto x = leaf({1, 2});
    const auto data = at::tensor({7.f, 8.f, 9.f});
    CHECK_OK(tsp_tensor_data_set(handleOf(x).get(), handleOf(data).get()));
    CHECK_EQ(x.const_data_ptr(), data.const_data_ptr());
    CHECK(x.requires_grad());
    CHECK_EQ(
        failed(tsp_tensor_data_set(handleOf(x).get(), handleOf(at::ones({2}).to_sparse()).get()))
            .kind,
        TSP_ERROR_RUNTIME);
}

TEST(clippingScalesToTheNorm) {
    const auto a = leaf({0, 0});
    const auto b = leaf({0});
    const auto none = leaf({1}); // has no gradient
    a.mutable_grad() = at::tensor({3.f, 4.f});
    b.mutable_grad() = at::tensor({12.f});
    TensorList parameters({a, b, none});
    const auto list = parameters.arg();
    double norm = 0;
    CHECK_OK(tsp_tensors_clip_grad_norm(&list, 6.5, 2, 1, &norm));
    CHECK_EQ(norm, 13.0);
    CHECK(at::allclose(a.grad(), at::tensor({1.5f, 2.f})));
    CHECK_OK(
        tsp_tensors_clip_grad_norm(&list, 100, std::numeric_limits<double>::infinity(), 1, &norm));
    CHECK(std::abs(norm - 6) < 1e-5);
    CHECK(at::allclose(b.grad(), at::tensor({6.f}))); // small enough already
    CHECK_OK(tsp_tensors_clip_grad_value(&list, 1.75));
    CHECK(at::allclose(a.grad(), at::tensor({1.5f, 1.75f})));
    b.mutable_grad() = at::tensor({std::numeric_limits<float>::infinity()});
    CHECK_EQ(failed(tsp_tensors_clip_grad_norm(&list, 1, 2, 1, &norm)).kind, TSP_ERROR_RUNTIME);
    CHECK(at::allclose(a.grad(), at::tensor({1.5f, 1.75f})));
    TensorList nothing({none});
    const auto empty = nothing.arg();
    CHECK_OK(tsp_tensors_clip_grad_norm(&empty, 1, 2, 1, &norm));
    CHECK_EQ(norm, 0.0);
}
