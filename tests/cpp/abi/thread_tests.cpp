#include <exception>
#include <mutex>
#include <thread>

#include "handles.h"

namespace {

// Runs body(0) ... body(count - 1) at the same time; passes the first failure on.
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
