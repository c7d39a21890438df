#include "core/support/exit_gate.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <memory>
#include <mutex>
#include <thread>

#if !defined(_WIN32)
#include <pthread.h>
#include <unistd.h>
#endif

#include <ATen/Parallel.h>

#include "core/support/forks.h"
#include "core/support/running_call.h"

namespace torchsharp {

namespace {

using Clock = std::chrono::steady_clock;

// How long running calls may take to end, and how long buffered output may take to be written.
constexpr std::chrono::milliseconds patience(500);
constexpr std::chrono::milliseconds flushPatience(200);

std::atomic<int64_t> pendingTasks{0};
std::atomic<bool> hasBegun{false};

bool waitForCalls(Clock::time_point deadline) {
    auto pause = std::chrono::microseconds(20);
    while (isBusy()) {
        if (Clock::now() >= deadline) {
            return false;
        }
        std::this_thread::sleep_for(pause);
        pause = std::min(2 * pause, std::chrono::microseconds(5000));
    }
    return true;
}

// Tasks that meet, each on a thread of its own.
class Meeting {
  public:
    void attend() {
        std::unique_lock<std::mutex> lock(mutex_);
        ++present_;
        changed_.notify_all();
        changed_.wait(lock, [&] { return isOver_; });
    }
    bool end(size_t expected, Clock::time_point deadline) {
        std::unique_lock<std::mutex> lock(mutex_);
        changed_.wait_until(lock, deadline, [&] { return present_ == expected; });
        isOver_ = true;
        changed_.notify_all();
        return present_ == expected;
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    size_t present_ = 0;
    bool isOver_ = false;
};

bool interopThreadsMayExist() {
    try {
        at::set_num_interop_threads(1);
        return false;
    } catch (const std::exception&) { // it can be set until they exist
        return true;
    }
}

// libtorch joins its inter-op threads at exit, and others than we give them tasks too. If each of
// them comes to a meeting, none has a task. In a forked child they cannot be joined.
bool interopThreadsAreIdle(Clock::time_point deadline) {
    if (!interopThreadsMayExist()) {
        return true;
    }
    if (forkCount() > 0) {
        return false;
    }
    const auto meeting = std::make_shared<Meeting>();
    const auto threads = static_cast<size_t>(at::get_num_interop_threads());
    // By another thread: at::launch copies the state of its thread, and that of the exiting one is
    // destroyed before handlers run.
    std::async(std::launch::async, [&] {
        for (size_t i = 0; i < threads; ++i) {
            at::launch([meeting] { meeting->attend(); });
        }
    }).get();
    return meeting->end(threads, deadline);
}

// Writes what the program left in stdio's buffers. A thread that reads from a terminal holds a lock
// that this needs, so another thread does it.
void flushOutput() {
    const auto isWritten = std::make_shared<std::atomic<bool>>(false);
    std::thread([isWritten] {
        std::fflush(nullptr);
        isWritten->store(true);
    }).detach();
    const auto deadline = Clock::now() + flushPatience;
    while (!isWritten->load() && Clock::now() < deadline) {
        std::this_thread::sleep_for(std::chrono::microseconds(100));
    }
}

bool comesToRest() noexcept {
    try {
        const auto deadline = Clock::now() + patience;
        RunningCalls::refuseNew();
        return waitForCalls(deadline) && interopThreadsAreIdle(deadline);
    } catch (...) { // no memory, no threads: nothing is known
        return false;
    }
}

#if defined(__GLIBC__)

void atExit(int status, void*) noexcept {
    if (hasBegun.exchange(true) || comesToRest()) {
        return;
    }
    try {
        flushOutput();
    } catch (...) { // there are no more threads
        std::fflush(stdout);
    }
    _exit(status);
}

void registerHandler() { on_exit(&atExit, nullptr); }

#else

// The status is known to glibc only. Elsewhere the exit goes on after the wait.
void atExit() noexcept {
    if (!hasBegun.exchange(true)) {
        comesToRest();
    }
}

void registerHandler() { std::atexit(&atExit); }

#endif

// For a program that never prepares.
bool prepareAtLoad() noexcept {
    registerHandler();
#if !defined(_WIN32)
    pthread_atfork(nullptr, nullptr, [] { pendingTasks.store(0); });
#endif
    return true;
}

[[maybe_unused]] const bool isGateReady = prepareAtLoad();

} // namespace

void prepareExit() noexcept {
    registerHandler();
    RunningCalls::slowDown();
}

void renewGate() noexcept { registerHandler(); }

bool isBusy() noexcept { return pendingTasks.load() > 0 || RunningCalls::any(); }

PendingTask::PendingTask() noexcept { pendingTasks.fetch_add(1); }

PendingTask::~PendingTask() { pendingTasks.fetch_sub(1); }

} // namespace torchsharp
