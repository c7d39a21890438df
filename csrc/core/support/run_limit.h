#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <utility>

#include "core/support/error.h"
#include "core/support/export.h"

namespace torchsharp {

// How long calls may take, and whether they are canceled. Any thread may use it.
class TSP_CORE_API RunLimit {
  public:
    // VALUE for a negative number of seconds. 0 is no limit. outer also holds, and may be null.
    RunLimit(double seconds, std::shared_ptr<RunLimit> outer);
    RunLimit(const RunLimit&) = delete;
    RunLimit& operator=(const RunLimit&) = delete;
    ~RunLimit();

    void cancel() noexcept { isCanceled_.store(true, std::memory_order_relaxed); }

    // TIMEOUT, CANCELED.
    void check() const;

  private:
    friend class LimitedCall;

    using Clock = std::chrono::steady_clock;

    double seconds_;
    Clock::time_point deadline_ = Clock::time_point::max();
    std::shared_ptr<RunLimit> outer_;
    std::atomic<bool> isCanceled_{false};
    mutable std::atomic<bool> hasStopped_{false}; // a call
};

// How many limits exist in the process.
TSP_CORE_API extern std::atomic<int64_t> runLimits;

// The limit of the calling thread, or null.
TSP_CORE_API const std::shared_ptr<RunLimit>& limitOfThread() noexcept;

// Whether limitOfThread may be something; costs calls without a limit nothing.
inline bool mayBeLimited() noexcept { return runLimits.load(std::memory_order_relaxed) != 0; }

// Sets the limit of the calling thread as long as it lives.
class TSP_CORE_API LimitGuard {
  public:
    explicit LimitGuard(std::shared_ptr<RunLimit> limit) noexcept;
    LimitGuard(const LimitGuard&) = delete;
    LimitGuard& operator=(const LimitGuard&) = delete;
    ~LimitGuard();

  private:
    std::shared_ptr<RunLimit> previous_;
};

// Turns what the interpreter makes of the error of a limit back into that error.
class TSP_CORE_API LimitedCall {
  public:
    explicit LimitedCall(std::shared_ptr<RunLimit> limit);

    template <class Body> void run(Body&& body) const {
        try {
            std::forward<Body>(body)();
        } catch (...) {
            rethrow();
        }
    }

  private:
    [[noreturn]] void rethrow() const;

    std::shared_ptr<RunLimit> limit_;
};

} // namespace torchsharp
