#include "core/calls/future.h"

#include <condition_variable>
#include <mutex>
#include <unordered_set>

#include "core/support/error.h"
#include "core/support/host_lock.h"
#include "core/support/in_use.h"

namespace torchsharp {

namespace {

[[noreturn]] void throwNoFuture(const c10::IValue& value) {
    throw Error(TSP_ERROR_TYPE,
                "expected a Future or an Await, not " + value.type()->annotation_str());
}

// The Await values that are running: libtorch's wait does not support two threads at once.
class RunningAwaits {
  public:
    void enter(const c10::ivalue::Await* await) {
        std::unique_lock<std::mutex> lock(mutex_);
        left_.wait(lock, [&] { return running_.count(await) == 0; });
        running_.insert(await);
    }
    void leave(const c10::ivalue::Await* await) {
        {
            const std::lock_guard<std::mutex> lock(mutex_);
            running_.erase(await);
        }
        left_.notify_all();
    }

  private:
    std::mutex mutex_;
    std::condition_variable left_;
    std::unordered_set<const c10::ivalue::Await*> running_;
};

// A thread's turn with an Await: a second thread finds it completed.
class AwaitTurn {
  public:
    explicit AwaitTurn(const c10::ivalue::Await* await) : await_(await) { all().enter(await_); }
    AwaitTurn(const AwaitTurn&) = delete;
    AwaitTurn& operator=(const AwaitTurn&) = delete;
    ~AwaitTurn() { all().leave(await_); }

  private:
    static RunningAwaits& all() {
        static auto& awaits = *new RunningAwaits; // threads may still wait when the process ends
        return awaits;
    }

    const c10::ivalue::Await* await_;
};

} // namespace

bool isDone(const c10::IValue& future) {
    if (future.isFuture()) {
        return future.toFuture()->completed();
    }
    if (future.isAwait()) {
        return future.toAwait()->completed();
    }
    throwNoFuture(future);
}

c10::IValue waitFor(const c10::IValue& future) {
    if (future.isAwait()) {
        const auto lazy = future.toAwait();
        const WithoutHostLock released;
        const AwaitTurn turn(lazy.get());
        const auto args = lazy->args(); // it drops its own when it has run
        const UseMark running({.values = args});
        return lazy->wait();
    }
    if (!future.isFuture()) {
        throwNoFuture(future);
    }
    const auto pending = future.toFuture();
    const WithoutHostLock released;
    pending->waitAndThrow();
    return pending->value();
}

} // namespace torchsharp
