#include <array>
#include <atomic>
#include <functional>
#include <string>
#include <thread>

#if !defined(_WIN32)
#include <sys/wait.h>
#include <unistd.h>
#endif

#include <torch/csrc/autograd/autograd.h>

#include "libtorch_tensors.h"

// Functions of the caller in autograd's graph. Each is compared with libtorch's own operators.

namespace {

// What a function of this file is called with.
struct Context {
    std::atomic<int> released{0};
    int failures = 0; // released exceptions
    bool fails = false;
    bool needed = false; // what the last call was told
    bool hadGradient = false;
    std::string error; // why what was saved cannot be read
};

void onRelease(void* context) { ++static_cast<Context*>(context)->released; }

void onFailureRelease(void* context) { ++static_cast<Context*>(context)->failures; }

tsp_tensor* newHandle(const at::Tensor& tensor) { return handleOf(tensor).release(); }

int32_t failBecause(Context& context) {
    CHECK_OK(tsp_failure_set(asText("the caller says no"), &context, &onFailureRelease));
    return -1;
}

// Takes the exception of the last error, which would be a live handle until the thread's next one.
void* takeFailure() {
    void* exception = nullptr;
    CHECK_OK(tsp_failure_take(&exception));
    return exception;
}

// The derivative of x * x from the saved x.
int32_t squareBackward(void* context, const tsp_backward_call* call) {
    auto& seen = *static_cast<Context*>(context);
    if (seen.fails) {
        return failBecause(seen);
    }
    seen.needed = call->is_needed[0] != 0;
    seen.hadGradient = call->gradients[0] != nullptr;
    Result saved;
    if (tsp_node_saved(call->node, saved.out()) != TSP_OK) {
        seen.error = lastError().message;
        return failBecause(seen);
    }
    if (seen.hadGradient) {
        const auto x = tensorBehind(tensorOf(child(saved.root(), 0)));
        call->results[0] = newHandle(2 * x * tensorBehind(call->gradients[0]));
    }
    return 0;
}

tsp_function functionWith(Context& context, bool materializes = true) {
    return {.name = asText("Square"),
            .backward = &squareBackward,
            .release = &onRelease,
            .context = &context,
            .materializes = materializes ? 1 : 0,
            .reserved = 0};
}

at::Tensor square(Context& context, const at::Tensor& x, bool materializes = true) {
    at::Tensor computed;
    {
        const at::NoGradGuard noGrad;
        computed = x * x;
    }
    TensorList inputs({x});
    TensorList outputs({computed});
    const auto from = inputs.arg();
    const auto to = outputs.arg();
    const auto function = functionWith(context, materializes);
    Result result;
    CHECK_OK(tsp_node_record(&function, &from, &to, nullptr, nullptr, &from, result.out()));
    return tensorBehind(tensorOf(child(result.root(), 0)));
}

at::Tensor leaf() { return at::tensor({1.0, -2.0, 3.0}).requires_grad_(true); }

struct Hooked {
    double factor = 1;
    int calls = 0;
    std::atomic<int> released{0};
    bool fails = false;
    bool failsLate = false; // after it has written its result
    at::Tensor seen;
    std::function<void()> then;
};

void onHookRelease(void* context) { ++static_cast<Hooked*>(context)->released; }

int32_t onHook(void* context, tsp_tensor* tensor, tsp_tensor** result) {
    auto& hooked = *static_cast<Hooked*>(context);
    ++hooked.calls;
    if (hooked.fails) {
        return -1;
    }
    hooked.seen = tensorBehind(tensor);
    if (hooked.factor != 1) {
        *result = newHandle(hooked.seen * hooked.factor);
    }
    if (hooked.then) {
        hooked.then();
    }
    return hooked.failsLate ? -1 : 0;
}

using Hook = std::unique_ptr<tsp_hook, Releaser<tsp_hook_release>>;

Hook addHook(const at::Tensor& tensor, tsp_hook_kind kind, Hooked& hooked) {
    tsp_hook* hook = nullptr;
    CHECK_OK(tsp_hook_add(handleOf(tensor).get(), kind, &onHook, &onHookRelease, &hooked, &hook));
    return Hook(hook);
}

} // namespace

TEST(aFunctionOfTheCallerIsDifferentiated) {
    Context context;
    {
        const auto x = leaf();
        const auto y = square(context, x);
        CHECK_EQ(y.grad_fn()->name(), std::string("Square"));
        (y.exp() + y).sum().backward();
        const auto twin = leaf();
        ((twin * twin).exp() + twin * twin).sum().backward();
        CHECK(at::allclose(x.grad(), twin.grad()));
        CHECK(context.needed);
        CHECK_EQ(context.released.load(), 0);
    }
    CHECK_EQ(context.released.load(), 1);
}

TEST(itsBackwardCanBeDifferentiatedAgain) {
    Context context;
    {
        const auto x = leaf();
        const auto first =
            torch::autograd::grad({square(context, x).pow(2).sum()}, {x}, {}, true, true);
        const auto second = torch::autograd::grad({first[0].sum()}, {x});
        CHECK(at::allclose(second[0], (12 * x * x).detach()));
    }
    CHECK_EQ(context.released.load(), 1);
}

TEST(whatIsNotRecordedIsReleasedAtOnce) {
    Context context;
    CHECK(!square(context, at::ones({2})).requires_grad());
    CHECK_EQ(context.released.load(), 1);
    const at::NoGradGuard noGrad;
    CHECK(!square(context, leaf()).requires_grad());
    CHECK_EQ(context.released.load(), 2);
}

TEST(whatBackwardFreedCannotBeReadAgain) {
    Context context;
    const auto x = leaf();
    const auto y = square(context, x).sum();
    CHECK_OK(tsp_tensor_backward(handleOf(y).get(), nullptr, 0, 0, nullptr));
    CHECK_EQ(failed(tsp_tensor_backward(handleOf(y).get(), nullptr, 0, 0, nullptr)).kind,
             TSP_ERROR_RUNTIME);
    CHECK(takeFailure() == &context);
    const auto z = square(context, x).sum();
    {
        const at::NoGradGuard noGrad;
        x.add_(1);
    }
    CHECK_EQ(failed(tsp_tensor_backward(handleOf(z).get(), nullptr, 0, 0, nullptr)).kind,
             TSP_ERROR_RUNTIME);
    CHECK_CONTAINS(context.error, "modified by an inplace operation");
    CHECK(takeFailure() == &context);
}

TEST(aFailureCrossesWithItsException) {
    Context context;
    context.fails = true;
    const auto x = leaf();
    const auto y = square(context, x).sum();
    const auto run = [&] {
        CHECK_CONTAINS(
            failed(tsp_tensor_backward(handleOf(y).get(), nullptr, 1, 0, nullptr)).message,
            "the caller says no");
    };
    run();
    CHECK(takeFailure() == &context);
    CHECK(takeFailure() == nullptr);
    CHECK_EQ(context.failures, 0); // it was taken
    std::thread(run).join();       // its thread ends with the error
    CHECK_EQ(context.failures, 1);
}

TEST(functionsAndHooksThatCannotBeAreRefused) {
    Context context;
    const auto x = leaf();
    TensorList inputs({x});
    const auto list = inputs.arg();
    const auto number = intArg(1);
    auto function = functionWith(context);
    Result out;
    CHECK_EQ(
        failed(tsp_node_record(&function, &number, &list, nullptr, nullptr, nullptr, out.out()))
            .kind,
        TSP_ERROR_TYPE);
    CHECK_EQ(context.released.load(), 1);
    function.backward = nullptr;
    CHECK_EQ(
        failed(tsp_node_record(&function, &list, &list, nullptr, nullptr, nullptr, out.out())).kind,
        TSP_ERROR_VALUE);
    CHECK_EQ(
        failed(tsp_node_record(nullptr, &list, &list, nullptr, nullptr, nullptr, out.out())).kind,
        TSP_ERROR_VALUE);
    Hooked hooked;
    tsp_hook* hook = nullptr;
    const auto plain = handleOf(at::ones({2}));
    const auto add = [&](tsp_tensor* tensor, int32_t kind, tsp_tensor_hook call) {
        return failed(tsp_hook_add(tensor, kind, call, &onHookRelease, &hooked, &hook)).kind;
    };
    CHECK_EQ(add(plain.get(), TSP_HOOK_GRADIENT, &onHook), TSP_ERROR_RUNTIME);
    CHECK_EQ(add(handleOf(x).get(), 2, &onHook), TSP_ERROR_VALUE);
    CHECK_EQ(add(handleOf(x).get(), 0, nullptr), TSP_ERROR_VALUE);
    CHECK_EQ(add(handleOf(x * 2).get(), TSP_HOOK_POST_ACCUMULATE, &onHook), TSP_ERROR_RUNTIME);
    CHECK_EQ(hooked.released.load(), 4);
}

TEST(aHookChangesAGradientUntilItIsRemoved) {
    Hooked hooked;
    hooked.factor = 3;
    {
        const auto x = leaf();
        const auto hook = addHook(x, TSP_HOOK_GRADIENT, hooked);
        (2 * x).sum().backward();
        CHECK(at::equal(x.grad(), at::full({3}, 6.0, at::kDouble)));
        CHECK_OK(tsp_hook_remove(hook.get()));
        CHECK_EQ(hooked.released.load(), 1);
        (2 * x).sum().backward();
        CHECK_EQ(hooked.calls, 1);
        CHECK(at::equal(x.grad(), at::full({3}, 8.0, at::kDouble)));
        addHook(x * 2, TSP_HOOK_GRADIENT, hooked); // the tensor is gone, and so is its hook
        CHECK_EQ(hooked.released.load(), 2);
    }
}

TEST(aPostAccumulateHookSeesTheLeafAndItsGradient) {
    Hooked first;
    Hooked second;
    {
        const auto x = leaf();
        addHook(x, TSP_HOOK_POST_ACCUMULATE, first);
        const auto hook = addHook(x, TSP_HOOK_POST_ACCUMULATE, second);
        x.pow(2).sum().backward();
        CHECK(first.seen.is_same(x));
        CHECK(at::equal(second.seen.grad(), (2 * x).detach()));
        CHECK_OK(tsp_hook_remove(hook.get()));
        first.fails = true;
        CHECK_CONTAINS(
            failed(tsp_tensor_backward(handleOf(x.sum()).get(), nullptr, 0, 0, nullptr)).message,
            "failed in backward");
        CHECK_EQ(second.calls, 1);
        first.seen.reset();
        second.seen.reset();
    }
    CHECK_EQ(first.released.load(), 1);
    CHECK_EQ(second.released.load(), 1);
}

TEST(aHookMayAddHooksToItsTensor) {
    for (const auto kind : {TSP_HOOK_GRADIENT, TSP_HOOK_POST_ACCUMULATE}) {
        Hooked outer;
        std::array<Hooked, 100> added;
        {
            const auto x = leaf();
            std::string longText(100, 'x'); // on the heap, and read after the list has grown
            outer.then = [&, longText] {
                for (auto& hooked : added) {
                    addHook(x, kind, hooked);
                }
                CHECK_EQ(longText, std::string(100, 'x'));
                outer.then = nullptr;
            };
            addHook(x, kind, outer);
            x.sum().backward();
            CHECK_EQ(added[0].calls, 0); // from the next backward on
            x.sum().backward();
            CHECK_EQ(outer.calls, 2);
            CHECK_EQ(added[0].calls, 1);
            CHECK_EQ(added[99].calls, 1);
            outer.seen.reset();
            for (auto& hooked : added) {
                hooked.seen.reset();
            }
        }
        CHECK_EQ(added[99].released.load(), 1);
    }
}

TEST(hooksOfOneTensorAreOneHookOfLibtorch) {
    Hooked hooked;
    const auto x = leaf();
    const auto parts = (x * 2).unbind();
    for (int i = 0; i < 10; ++i) {
        CHECK_OK(tsp_hook_remove(addHook(x, TSP_HOOK_GRADIENT, hooked).get()));
        addHook(parts[i % 2], TSP_HOOK_GRADIENT, hooked);
    }
    CHECK_EQ(torch::autograd::impl::hooks(x).size(), size_t{1});
    CHECK_EQ(parts[0].grad_fn()->tensor_pre_hooks().size(), size_t{2});
    parts[1].backward();
    CHECK_EQ(hooked.calls, 5); // those of the other output get no gradient
    CHECK_EQ(hooked.released.load(), 10);
    hooked.seen.reset();
}

TEST(hooksOfLibtorchStayBesideOurs) {
    Hooked hooked;
    hooked.factor = 3;
    const auto x = leaf();
    x.register_hook([](const at::Tensor& gradient) { return gradient + 1; });
    addHook(x, TSP_HOOK_GRADIENT, hooked);
    x.sum().backward();
    CHECK(at::equal(x.grad(), at::full({3}, 6.0, at::kDouble)));
    hooked.seen.reset();
}

TEST(whatAHookWroteBeforeItFailedIsReleased) {
    Hooked hooked;
    hooked.factor = 3;
    hooked.failsLate = true;
    const auto x = leaf();
    addHook(x, TSP_HOOK_GRADIENT, hooked);
    const auto before = tsp_live_handles();
    CHECK_EQ(failed(tsp_tensor_backward(handleOf(x.sum()).get(), nullptr, 0, 0, nullptr)).kind,
             TSP_ERROR_RUNTIME);
    CHECK_EQ(tsp_live_handles(), before);
    hooked.seen.reset();
}

#if !defined(_WIN32)

TEST(inAForkedChildNothingOfTheCallerIsCalled) {
    Context context;
    Hooked hooked;
    auto x = leaf();
    addHook(x, TSP_HOOK_GRADIENT, hooked);
    auto y = square(context, x);
    const auto isRefused = [](const auto& call) {
        try {
            call();
            return false;
        } catch (const std::exception& error) {
            return std::string(error.what()).find("forked child") != std::string::npos;
        }
    };
    const auto child = fork();
    if (child == 0) { // without the engine, which refuses forks for reasons of its own
        const bool isNodeRefused = isRefused([&] { (*y.grad_fn())({at::ones_like(x)}); });
        const bool isHookRefused =
            isRefused([&] { (*torch::autograd::impl::hooks(x).at(0))({at::ones_like(x)}); });
        y.reset();
        x.reset();
        const bool isLeft = context.released.load() == 0 && hooked.released.load() == 0;
        _exit((isNodeRefused ? 0 : 1) + (isHookRefused ? 0 : 2) + (isLeft ? 0 : 4));
    }
    int status = -1;
    CHECK_EQ(waitpid(child, &status, 0), child);
    CHECK(WIFEXITED(status));
    CHECK_EQ(WEXITSTATUS(status), 0);
    CHECK_EQ(hooked.calls, 0);
}

#endif

TEST(severalTensorsAreDifferentiatedTogether) {
    const auto x = leaf();
    const auto twin = leaf();
    TensorList outputs({(x * 2).sum(), x.pow(2)});
    auto seed = at::tensor({1.0, 10.0, 100.0});
    TensorList seeds({seed});
    std::vector<tsp_value> given{noneArg(), seeds.nodes[0]};
    const auto tensors = outputs.arg();
    const auto gradients = nodesArg(TSP_KIND_LIST, given);
    CHECK_OK(tsp_tensors_backward(&tensors, &gradients, 0, 0, nullptr));
    (twin * 2).sum().backward();
    twin.pow(2).backward(seed);
    CHECK(at::allclose(x.grad(), twin.grad()));
    CHECK_EQ(failed(tsp_tensors_backward(nullptr, nullptr, 0, 0, nullptr)).kind, TSP_ERROR_VALUE);
}

TEST(theSizeOfAStorageIsThatOfTheWholeMemory) {
    const auto part = at::ones({4, 5}, at::kFloat).narrow(0, 1, 2);
    int64_t size = 0;
    CHECK_OK(tsp_tensor_storage_size(handleOf(part).get(), &size));
    CHECK_EQ(size, int64_t{80});
    const auto sparse = handleOf(at::eye(2).to_sparse());
    CHECK_EQ(failed(tsp_tensor_storage_size(sparse.get(), &size)).kind, TSP_ERROR_RUNTIME);
}
