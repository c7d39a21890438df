#include "core/support/run_limit.h"

#include <cmath>
#include <sstream>

#include "core/support/thread_variable.h"

namespace torchsharp {

namespace {

TSP_HOT_VARIABLE thread_local std::shared_ptr<RunLimit> currentLimit;

// More would overflow the clock, and nobody waits for it.
constexpr double mostSeconds = 1e9;

} // namespace

std::atomic<int64_t> runLimits{0};

RunLimit::RunLimit(double seconds, std::shared_ptr<RunLimit> outer)
    : seconds_(seconds), outer_(std::move(outer)) {
    if (std::isnan(seconds) || seconds < 0) {
        std::ostringstream text;
        text << "the time limit must be a number of seconds, or 0 for none, not " << seconds;
        throw Error(TSP_ERROR_VALUE, text.str());
    }
    if (seconds > 0 && seconds < mostSeconds) {
        deadline_ = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                       std::chrono::duration<double>(seconds));
    }
    ++runLimits;
}

RunLimit::~RunLimit() { --runLimits; }

void RunLimit::check() const {
    if (isCanceled_.load(std::memory_order_relaxed)) {
        hasStopped_.store(true);
        throw Error(TSP_ERROR_CANCELED, "the call was canceled");
    }
    if (deadline_ != Clock::time_point::max() && Clock::now() >= deadline_) {
        hasStopped_.store(true);
        std::ostringstream text;
        text << "the call was stopped: it takes longer than the limit of " << seconds_
             << " seconds";
        throw Error(TSP_ERROR_TIMEOUT, text.str());
    }
    if (outer_ != nullptr) {
        outer_->check();
    }
}

const std::shared_ptr<RunLimit>& limitOfThread() noexcept { return currentLimit; }

LimitGuard::LimitGuard(std::shared_ptr<RunLimit> limit) noexcept
    : previous_(std::exchange(currentLimit, std::move(limit))) {}

LimitGuard::~LimitGuard() { currentLimit = std::move(previous_); }

LimitedCall::LimitedCall(std::shared_ptr<RunLimit> limit) : limit_(std::move(limit)) {
    limit_->check();
}

void LimitedCall::rethrow() const {
    ErrorRecord record = describeException(std::current_exception());
    for (const auto* limit = limit_.get(); limit != nullptr; limit = limit->outer_.get()) {
        if (!limit->hasStopped_.load()) {
            continue;
        }
        try {
            limit->check();
        } catch (const Error& e) {
            ErrorRecord stopped = e.record();
            stopped.traceback = std::move(record.traceback);
            throw Error(std::move(stopped));
        }
    }
    throw;
}

} // namespace torchsharp
