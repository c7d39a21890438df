#include <array>
#include <exception>
#include <mutex>
#include <thread>

#include "handles.h"

namespace {

// Runs body(0) ... body(count - 1) at the same time; rethrows the first failure.
template <class Body> void inThreads(int count, Body&& body) {
    std::exception_ptr failure;
    std::mutex mutex;
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) {
        threads.emplace_back([&, i] {
            try {
                body(i);
            } catch (...) {
                const std::lock_guard lock(mutex);
                failure = std::current_exception();
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
}

constexpr int rounds = 500;

} // namespace

TEST(threadsShareACallable) {
    const auto forward = methodOf("sample.pt", "forward");
    inThreads(2, [&](int thread) {
        const auto value = static_cast<float>(thread + 1);
        const auto x = floatTensor(std::vector<float>(10, value));
        for (int round = 0; round < rounds; ++round) {
            auto result = call(forward, {tensorArg(x), tensorArg(x)}, 3);
            CHECK(floatsOf(tensorOf(child(result.root(), 0))) == std::vector<float>(10, 2 * value));
        }
    });
}

TEST(threadsShareATensor) {
    const auto x = floatTensor({1, 2, 3});
    const auto twice = methodOf("values.pt", "forward");
    inThreads(4, [&](int) {
        for (int round = 0; round < rounds; ++round) {
            tsp_tensor* retained = nullptr;
            CHECK_OK(tsp_tensor_retain(x.get(), &retained));
            const Tensor mine(retained);
            auto result = call(twice, {tensorArg(mine)});
            CHECK(floatsOf(tensorOf(result.root())) == std::vector<float>({2, 4, 6}));
        }
    });
    CHECK_EQ(infoOf(x.get()).use_count, 1);
}

TEST(failuresInOneThreadDoNotReachAnother) {
    const auto module = loadFixture("values.pt");
    const auto fails = methodOf(module, "fails");
    const auto works = methodOf(module, "forward");
    inThreads(4, [&](int thread) {
        const auto x = floatTensor(std::vector<float>(static_cast<size_t>(thread + 1), 1));
        for (int round = 0; round < rounds / 10; ++round) {
            const auto error = failedCall(fails, {tensorArg(x)});
            CHECK_EQ(error.message, "deliberate: " + std::to_string(thread + 1));
            call(works, {tensorArg(x)});
        }
    });
}

TEST(threadsLoadAndCompileAtTheSameTime) {
    inThreads(4, [](int) {
        for (int round = 0; round < 5; ++round) {
            const auto module = loadFixture("control_flow.pt");
            const auto unit = compile("def f(x: int) -> int:\n    return x + 1\n");
            auto result = call(functionOf(unit, "f"), {intArg(1)});
            CHECK_EQ(intOf(result.root()), 2);
        }
    });
}

TEST(threadsReadAndWriteOneAttribute) {
    const auto module = loadFixture("objects.pt");
    auto made = call(methodOf(module, "make_point"), {floatArg(3), floatArg(4)});
    const auto point = takeObject(made.root());
    inThreads(4, [&](int thread) {
        const std::string text(100, static_cast<char>('a' + thread));
        const auto value = textArg(text);
        for (int i = 0; i < 100 * rounds; ++i) {
            CHECK_OK(tsp_object_set(point.get(), asText("name"), &value));
            Result held(8);
            CHECK_OK(tsp_object_get(point.get(), asText("name"), held.out(), held.capacity()));
            const auto read = textOf(held.root());
            CHECK(read == std::string(100, read[0]));
        }
    });
}

TEST(threadsWaitForOneAwait) {
    const auto module = loadFixture("objects.pt");
    const auto lazily = methodOf(module, "lazily");
    const auto x = floatTensor({1, 2});
    for (int i = 0; i < rounds; ++i) {
        auto made = call(lazily, {tensorArg(x)});
        const auto lazy = takeObject(made.root());
        std::array<tsp_tensor*, 4> results{};
        inThreads(4, [&](int thread) {
            Result result;
            CHECK_OK(tsp_future_wait(lazy.get(), result.out(), result.capacity()));
            CHECK(floatsOf(tensorOf(result.root())) == std::vector<float>({9}));
            results[static_cast<size_t>(thread)] = tensorOf(result.root());
        });
        for (const auto* result : results) {
            CHECK_EQ(result, results[0]); // it ran once
        }
    }
}

TEST(theStateOfAThreadIsEnteredOnAnother) {
    tsp_scope* scope = nullptr;
    tsp_thread_state* state = nullptr;
    CHECK_OK(tsp_inference_mode_enter(1, &scope));
    CHECK_OK(tsp_thread_state_capture(&state));
    CHECK_OK(tsp_scope_exit(scope));
    inThreads(2, [&](int) {
        tsp_scope* entered = nullptr;
        int32_t isOn = -1;
        CHECK_OK(tsp_thread_state_enter(state, &entered));
        CHECK_OK(tsp_inference_mode_get(&isOn));
        CHECK_EQ(isOn, 1);
        CHECK_OK(tsp_scope_exit(entered));
        CHECK_OK(tsp_inference_mode_get(&isOn));
        CHECK_EQ(isOn, 0);
    });
    tsp_thread_state_release(state);
}
