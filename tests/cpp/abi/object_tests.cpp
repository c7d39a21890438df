#include <atomic>
#include <thread>

#include "handles.h"

// Values with an identity: instances of C++ classes, futures, generators.

namespace {

// libtorch's own packed weights: an instance of a class written in C++.
Object packed(const Module& module) {
    const auto weights = floatTensor({1, 2, 3, 4}, {2, 2});
    auto result = call(methodOf(module, "pack"), {tensorArg(weights)});
    return takeObject(result.root());
}

} // namespace

TEST(aCppClassCrossesAsAHandle) {
    const auto module = loadFixture("objects.pt");
    const auto before = tsp_live_handles();
    {
        const auto object = packed(module);
        auto unpacked = call(methodOf(module, "unpack"), {objectArg(object)});
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
    const auto module = loadFixture("objects.pt");
    const auto first = packed(module);
    const auto second = packed(module);
    auto passed = call(methodOf(module, "same_any"), {objectArg(first)});
    const auto again = takeObject(passed.root());
    int64_t identities[3];
    CHECK_OK(tsp_object_identity(first.get(), &identities[0]));
    CHECK_OK(tsp_object_identity(again.get(), &identities[1]));
    CHECK_OK(tsp_object_identity(second.get(), &identities[2]));
    CHECK_EQ(identities[0], identities[1]);
    CHECK(identities[0] != identities[2]);
}

TEST(anObjectOfAnotherClassIsRefused) {
    const auto module = loadFixture("objects.pt");
    tsp_object* generator = nullptr;
    CHECK_OK(tsp_generator_create(asText("cpu"), &generator));
    const Object owner(generator);
    const auto error = failedCall(methodOf(module, "unpack"), {objectArg(owner)});
    CHECK_EQ(error.kind, TSP_ERROR_TYPE);
    CHECK_CONTAINS(error.message, "not Generator");
    Result out;
    CHECK_EQ(failed(tsp_object_attributes(generator, out.out())).kind, TSP_ERROR_TYPE);
    CHECK_EQ(failed(tsp_future_wait(generator, out.out(), 1)).kind, TSP_ERROR_TYPE);
}

TEST(unknownNamesListThoseThereAre) {
    const auto module = loadFixture("objects.pt");
    const auto object = packed(module);
    Result out;
    CHECK_EQ(failed(tsp_object_get(object.get(), asText("x"), out.out(), 1)).kind,
             TSP_ERROR_UNKNOWN_METHOD);
    const auto value = intArg(1);
    CHECK_EQ(failed(tsp_object_set(object.get(), asText("x"), &value)).kind,
             TSP_ERROR_UNKNOWN_METHOD);
    tsp_callable* callable = nullptr;
    const auto error = failed(tsp_object_callable(object.get(), asText("walk"), &callable));
    CHECK_EQ(error.kind, TSP_ERROR_UNKNOWN_METHOD);
    CHECK_CONTAINS(error.message, "has no method 'walk'. It has: ");
    CHECK_EQ(failed(tsp_module_class(module.get(), asText("Nothing"), &callable)).kind,
             TSP_ERROR_UNKNOWN_METHOD);
}

TEST(aFutureCallsBackOnceAndGivesItsValue) {
    auto started = call(methodOf("objects.pt", "later"), {tensorArg(floatTensor({1})), intArg(3)});
    const auto future = takeObject(started.root());
    std::atomic<int> calls{0};
    CHECK_OK(tsp_future_then(
        future.get(), [](void* context) { ++*static_cast<std::atomic<int>*>(context); }, &calls));
    Result value(4);
    CHECK_OK(tsp_future_wait(future.get(), value.out(), value.capacity()));
    CHECK(floatsOf(tensorOf(value.root())) == std::vector<float>({4}));
    int32_t done = 0;
    CHECK_OK(tsp_future_done(future.get(), &done));
    CHECK_EQ(done, 1);
    while (calls.load() == 0) { // the callback may come just after the value
        std::this_thread::yield();
    }
    CHECK_EQ(calls.load(), 1);
}

TEST(aFailedFutureFailsWhereItIsWaitedFor) {
    auto started = call(methodOf("objects.pt", "later_failure"), {tensorArg(floatTensor({1}))});
    const auto future = takeObject(started.root());
    Result value;
    const auto error = failed(tsp_future_wait(future.get(), value.out(), 1));
    CHECK_EQ(error.kind, TSP_ERROR_RUNTIME);
    CHECK_CONTAINS(error.message, "deliberate");
}

TEST(aFutureIsTakenBackOrMadeOfAValue) {
    const auto finish = methodOf("objects.pt", "wait_for");
    auto started = call(methodOf("objects.pt", "later"), {tensorArg(floatTensor({1})), intArg(3)});
    const auto future = takeObject(started.root());
    auto waited = call(finish, {objectArg(future)});
    CHECK(floatsOf(tensorOf(waited.root())) == std::vector<float>({4}));
    const auto y = floatTensor({7});
    std::vector<tsp_value> value{tensorArg(y)};
    auto made = call(finish, {nodesArg(TSP_KIND_FUTURE, value)});
    CHECK_EQ(tensorOf(made.root()), y.get());
    std::vector<tsp_value> wrong{intArg(7)};
    CHECK_EQ(failedCall(finish, {nodesArg(TSP_KIND_FUTURE, wrong)}).kind, TSP_ERROR_TYPE);
}

TEST(generatorsRepeatWithTheirSeed) {
    tsp_object* created = nullptr;
    CHECK_OK(tsp_generator_create(asText("cpu"), &created));
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
    CHECK_EQ(failed(tsp_generator_create(asText("nonsense"), &created)).kind, TSP_ERROR_VALUE);
}

TEST(generatorsGoOnFromTheirState) {
    tsp_object* created = nullptr;
    CHECK_OK(tsp_generator_default(asText("cpu"), &created));
    const Object generator(created);
    Result device;
    CHECK_OK(tsp_generator_device(created, device.out()));
    CHECK_EQ(device.root().kind, TSP_KIND_DEVICE);
    const auto unit = compile("def f():\n    return torch.rand(3)\n");
    const auto f = functionOf(unit, "f");
    tsp_tensor* state = nullptr;
    CHECK_OK(tsp_generator_state_get(created, &state));
    const Tensor held(state);
    const auto first = floatsOf(tensorOf(call(f, {}).root()));
    CHECK(floatsOf(tensorOf(call(f, {}).root())) != first);
    CHECK_OK(tsp_generator_state_set(created, state));
    CHECK(floatsOf(tensorOf(call(f, {}).root())) == first);
    CHECK_EQ(failed(tsp_generator_state_set(created, floatTensor({1}).get())).kind,
             TSP_ERROR_RUNTIME);
    int64_t one = 0;
    int64_t other = 0;
    int64_t seed = 0;
    CHECK_OK(tsp_generator_reseed(created, &one));
    CHECK_OK(tsp_generator_reseed(created, &other));
    CHECK_OK(tsp_generator_seed_get(created, &seed));
    CHECK(one != other && seed == other);
}

TEST(instancesOfATorchScriptClassAreMadeReadAndChanged) {
    const auto module = loadFixture("objects.pt");
    tsp_callable* constructor = nullptr;
    CHECK_OK(tsp_module_class(module.get(), asText("Point"), &constructor));
    const CallableHandle make(constructor);
    auto made = call(make, {floatArg(3)});
    const auto point = takeObject(made.root());
    Result before;
    CHECK_OK(tsp_object_get(point.get(), asText("y"), before.out(), 1));
    CHECK_EQ(floatOf(before.root()), 0.5); // the default of the constructor
    const auto four = intArg(4);           // widens
    CHECK_OK(tsp_object_set(point.get(), asText("y"), &four));
    tsp_callable* method = nullptr;
    CHECK_OK(tsp_object_callable(point.get(), asText("norm"), &method));
    const CallableHandle norm(method);
    CHECK_EQ(floatOf(call(norm, {}).root()), 5.0);
    const auto text = textArg("far");
    const auto error = failed(tsp_object_set(point.get(), asText("y"), &text));
    CHECK_EQ(error.kind, TSP_ERROR_TYPE);
    CHECK_CONTAINS(error.message, "must be float, not str");
    auto passed = call(methodOf(module, "norm_of"), {objectArg(point)});
    CHECK_EQ(floatOf(passed.root()), 5.0);
}

TEST(enumMembersGoByName) {
    const auto module = loadFixture("objects.pt");
    const auto other = methodOf(module, "other_color");
    std::vector<tsp_value> name{textArg("darkblue")}; // case and underscores do not matter
    auto result = call(other, {nodesArg(TSP_KIND_ENUM, name)}, 16);
    CHECK_EQ(result.root().kind, TSP_KIND_ENUM);
    CHECK_EQ(textOf(child(result.root(), 0)), "RED");
    CHECK_EQ(intOf(child(result.root(), 1)), 1);
    const auto member = takeObject(child(result.root(), 3));
    CHECK_EQ(textOf(child(call(other, {objectArg(member)}).root(), 0)), "DARK_BLUE");
    std::vector<tsp_value> unknown{textArg("MAUVE")};
    CHECK_CONTAINS(failedCall(other, {nodesArg(TSP_KIND_ENUM, unknown)}).message, "MAUVE");
}

TEST(aNewGeneratorStartsWithTheSameSeedEachTime) {
    int64_t seeds[2];
    for (int64_t i = 0; i < 2; ++i) {
        CHECK_OK(tsp_seed_set(i)); // this only affects the default generator
        tsp_object* generator = nullptr;
        CHECK_OK(tsp_generator_create(asText("cpu"), &generator));
        const Object owner(generator);
        CHECK_OK(tsp_generator_seed_get(generator, &seeds[i]));
    }
    CHECK_EQ(seeds[0], seeds[1]);
}
