#include <chrono>
#include <thread>

#include "handles.h"

// Calls that take too long: a limit of time, and another thread that cancels them.

namespace {

const char* const endless = R"(
def f(x: int) -> int:
    while True:
        x = (x + 1) % 1000
    return x

def g(x: int) -> int:
    task = torch.jit.fork(f, x)
    return torch.jit.wait(task)

def h(x: int) -> int:
    return x + 1
)";

// A scope that ends with its test.
class Limit {
  public:
    explicit Limit(double seconds) { CHECK_OK(tsp_limit_enter(seconds, &scope_)); }
    Limit(const Limit&) = delete;
    Limit& operator=(const Limit&) = delete;
    ~Limit() { tsp_scope_exit(scope_); }

    tsp_scope* get() const { return scope_; }

  private:
    tsp_scope* scope_ = nullptr;
};

} // namespace

TEST(codeThatRunsTooLongIsStopped) {
    const auto unit = compile(endless);
    for (const char* name : {"f", "g"}) {
        const auto function = functionOf(unit, name);
        const Limit limit(0.05);
        CHECK_EQ(failedCall(function, {intArg(1)}).kind, TSP_ERROR_TIMEOUT);
    }
    const Limit limit(60);
    auto result = call(functionOf(unit, "h"), {intArg(1)});
    CHECK_EQ(intOf(result.root()), int64_t{2});
}

TEST(anotherThreadCancelsACall) {
    const auto unit = compile(endless);
    const auto function = functionOf(unit, "f");
    const Limit limit(0);
    std::thread other([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        tsp_limit_cancel(limit.get());
    });
    const auto error = failedCall(function, {intArg(1)});
    other.join();
    CHECK_EQ(error.kind, TSP_ERROR_CANCELED);
    CHECK_EQ(failedCall(functionOf(unit, "h"), {intArg(1)}).kind, TSP_ERROR_CANCELED);
}

TEST(theNearestLimitCounts) {
    const auto unit = compile(endless);
    const auto function = functionOf(unit, "f");
    const Limit outer(0.05);
    const Limit inner(60);
    CHECK_EQ(failedCall(function, {intArg(1)}).kind, TSP_ERROR_TIMEOUT);
}

TEST(limitsThatCannotBeAreRefused) {
    tsp_scope* scope = nullptr;
    CHECK_EQ(failed(tsp_limit_enter(-1, &scope)).kind, TSP_ERROR_VALUE);
    CHECK_EQ(failed(tsp_limit_cancel(nullptr)).kind, TSP_ERROR_VALUE);
    CHECK_OK(tsp_grad_mode_enter(0, &scope));
    CHECK_EQ(failed(tsp_limit_cancel(scope)).kind, TSP_ERROR_VALUE);
    CHECK_OK(tsp_scope_exit(scope));
}
