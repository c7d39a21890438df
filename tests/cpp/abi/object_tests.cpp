#include <atomic>
#include <thread>

#include "handles.h"

// What has an identity: instances of C++ classes, futures, generators.

namespace {

// libtorch's own packed weights: a class written in C++.
const char* const packing = R"(
def pack(w: Tensor) -> __torch__.torch.classes.quantized.LinearPackedParamsBase:
    q = torch.quantize_per_tensor(w, 0.5, 0, 12)
    return torch.ops.quantized.linear_prepack(q, None)

def unpack(p: __torch__.torch.classes.quantized.LinearPackedParamsBase) -> Tensor:
    return torch.ops.quantized.linear_unpack(p)[0].dequantize()

def anything(p: Any) -> Any:
    return p
)";

Object packed(const Unit& unit, const Tensor& weights) {
    auto result = call(functionOf(unit, "pack"), {tensorArg(weights)});
    return takeObject(result.root());
}

} // namespace

TEST(aCppClassCrossesAsAHandle) {
    const auto unit = compile(packing);
    const auto weights = floatTensor({1, 2, 3, 4}, {2, 2});
    const auto before = tsp_live_handles();
    {
        const auto object = packed(unit, weights);
        auto unpacked = call(functionOf(unit, "unpack"), {objectArg(object)});
        CHECK(floatsOf(tensorOf(unpacked.root())) == std::vector<float>({1, 2, 3, 4}));
        Result type;
        CHECK_OK(tsp_object_type(object.get(), type.out()));
        CHECK_EQ(intOf(child(type.root(), 0)), TSP_TYPE_CLASS);
        CHECK_CONTAINS(textOf(child(type.root(), 1)), "LinearPackedParamsBase");
        Result attributes;
        CHECK_OK(tsp_object_attributes(object.get(), attributes.out()));
        CHECK_EQ(sizeOf(attributes.root()), 0);
    }
    CHECK_EQ(tsp_live_handles(), before);
}

TEST(handlesOnOneObjectHaveOneIdentity) {
    const auto unit = compile(packing);
    const auto weights = floatTensor({1, 2, 3, 4}, {2, 2});
    const auto first = packed(unit, weights);
    const auto second = packed(unit, weights);
    auto passed = call(functionOf(unit, "anything"), {objectArg(first)});
    const auto again = takeObject(passed.root());
    int64_t identities[3];
    CHECK_OK(tsp_object_identity(first.get(), &identities[0]));
    CHECK_OK(tsp_object_identity(again.get(), &identities[1]));
    CHECK_OK(tsp_object_identity(second.get(), &identities[2]));
    CHECK_EQ(identities[0], identities[1]);
    CHECK(identities[0] != identities[2]);
}

TEST(anObjectOfAnotherClassIsRefused) {
    const auto unit = compile(packing);
    tsp_object* generator = nullptr;
    CHECK_OK(tsp_generator_create("cpu", &generator));
    const Object owner(generator);
    const auto error = failedCall(functionOf(unit, "unpack"), {objectArg(owner)});
    CHECK_EQ(error.kind, TSP_ERROR_TYPE);
    CHECK_CONTAINS(error.message, "not Generator");
    Result out;
    CHECK_EQ(failed(tsp_object_attributes(generator, out.out())).kind, TSP_ERROR_TYPE);
    CHECK_EQ(failed(tsp_future_wait(generator, out.out(), 1)).kind, TSP_ERROR_TYPE);
}

TEST(unknownNamesListThoseThereAre) {
    const auto unit = compile(packing);
    const auto object = packed(unit, floatTensor({1, 2, 3, 4}, {2, 2}));
    Result out;
    CHECK_EQ(failed(tsp_object_get(object.get(), "x", 1, out.out(), 1)).kind,
             TSP_ERROR_UNKNOWN_METHOD);
    const auto value = intArg(1);
    CHECK_EQ(failed(tsp_object_set(object.get(), "x", 1, &value)).kind, TSP_ERROR_UNKNOWN_METHOD);
    tsp_callable* callable = nullptr;
    const auto error = failed(tsp_object_callable(object.get(), "walk", 4, &callable));
    CHECK_EQ(error.kind, TSP_ERROR_UNKNOWN_METHOD);
    CHECK_CONTAINS(error.message, "has no method 'walk'. It has: ");
    CHECK_EQ(failed(tsp_class_callable(nullptr, unit.get(), "Nothing", 7, &callable)).kind,
             TSP_ERROR_UNKNOWN_METHOD);
}

TEST(aFutureCallsBackOnceAndGivesItsValue) {
    const auto unit = compile(R"(
def work(x):
    return x + 1

def start(x):
    return fork(work, x)
)");
    auto started = call(functionOf(unit, "start"), {tensorArg(floatTensor({1}))});
    const auto future = takeObject(started.root());
    std::atomic<int> calls{0};
    CHECK_OK(tsp_future_then(
        future.get(), [](void* context) { ++*static_cast<std::atomic<int>*>(context); }, &calls));
    Result value(4);
    CHECK_OK(tsp_future_wait(future.get(), value.out(), value.capacity()));
    CHECK(floatsOf(tensorOf(value.root())) == std::vector<float>({2}));
    int32_t done = 0;
    CHECK_OK(tsp_future_done(future.get(), &done));
    CHECK_EQ(done, 1);
    while (calls.load() == 0) { // the callback may come just after the value
        std::this_thread::yield();
    }
    CHECK_EQ(calls.load(), 1);
}

TEST(aFailedFutureFailsWhereItIsWaitedFor) {
    const auto unit = compile(R"(
def work(x):
    assert False, "no good"
    return x

def start(x):
    return fork(work, x)
)");
    auto started = call(functionOf(unit, "start"), {tensorArg(floatTensor({1}))});
    const auto future = takeObject(started.root());
    Result value;
    const auto error = failed(tsp_future_wait(future.get(), value.out(), 1));
    CHECK_EQ(error.kind, TSP_ERROR_RUNTIME);
    CHECK_CONTAINS(error.message, "no good");
}

TEST(aFutureIsTakenBackOrMadeOfAValue) {
    const auto unit = compile(R"(
def work(x):
    return x + 1

def start(x):
    return fork(work, x)

def finish(f: Future[Tensor]):
    return f.wait()
)");
    const auto finish = functionOf(unit, "finish");
    auto started = call(functionOf(unit, "start"), {tensorArg(floatTensor({1}))});
    const auto future = takeObject(started.root());
    auto waited = call(finish, {objectArg(future)});
    CHECK(floatsOf(tensorOf(waited.root())) == std::vector<float>({2}));
    const auto y = floatTensor({7});
    std::vector<tsp_value> value{tensorArg(y)};
    auto made = call(finish, {nodesArg(TSP_KIND_FUTURE, value)});
    CHECK_EQ(tensorOf(made.root()), y.get());
    std::vector<tsp_value> wrong{intArg(7)};
    CHECK_EQ(failedCall(finish, {nodesArg(TSP_KIND_FUTURE, wrong)}).kind, TSP_ERROR_TYPE);
}

TEST(generatorsRepeatWithTheirSeed) {
    tsp_object* created = nullptr;
    CHECK_OK(tsp_generator_create("cpu", &created));
    const Object generator(created);
    const auto unit = compile("def f(g: Generator):\n    return torch.rand(3, generator=g)\n");
    const auto f = functionOf(unit, "f");
    CHECK_OK(tsp_generator_seed_set(created, 42));
    int64_t seed = 0;
    CHECK_OK(tsp_generator_seed_get(created, &seed));
    CHECK_EQ(seed, 42);
    const auto first = floatsOf(tensorOf(call(f, {objectArg(generator)}).root()));
    CHECK_OK(tsp_generator_seed_set(created, 42));
    CHECK(floatsOf(tensorOf(call(f, {objectArg(generator)}).root())) == first);
    CHECK_EQ(failed(tsp_generator_create("nonsense", &created)).kind, TSP_ERROR_VALUE);
}
