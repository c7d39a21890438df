#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <vector>

#include "core/support/export.h"

namespace torchsharp {

class Hearing;
class KeptNumbers;
class UseMark;
struct Warning;

// The calls of one thread that have not returned. Slots are never freed, only handed on.
struct CallSlot {
    std::atomic<int> depth{0};
    std::atomic<uint64_t> outermost{0}; // how many calls began that are not within others
    std::atomic<bool> isTaken{false};
    std::atomic<int> thread{0};                     // the number that Linux gives it
    std::atomic<const UseMark*> innermost{nullptr}; // see in_use.h
    std::atomic<int64_t> handles{0};                // see live.h; below 0 if others created them
    CallSlot* next = nullptr;
    // Only for the thread itself. Of listener.h:
    Hearing* hearing = nullptr;
    std::vector<Warning>* heard = nullptr; // by calls through the ABI; null if that is nothing
    KeptNumbers* numbers = nullptr;        // see number_operator.cpp
};

// The first of all slots.
CallSlot* firstSlot() noexcept;

// Begins a call; null if no memory is left to mark it, or libtorch is of another release. Once the
// process is ending, a thread without a running call sleeps here forever.
TSP_CORE_API CallSlot* beginCall() noexcept;

[[noreturn]] TSP_CORE_API void sleepForever() noexcept;

// A call into libtorch. The end of the process waits for it: exit() destroys what it uses.
class RunningCall {
  public:
    RunningCall() noexcept : RunningCall(beginCall()) {}
    explicit RunningCall(CallSlot* begun) noexcept : slot_(begun) {}
    RunningCall(const RunningCall&) = delete;
    RunningCall& operator=(const RunningCall&) = delete;
    ~RunningCall() { end(); }

    const CallSlot* slot() const noexcept { return slot_; }

    void end() noexcept {
        if (slot_ != nullptr) { // only its thread writes to a slot
            const int depth = slot_->depth.load(std::memory_order_relaxed);
            slot_->depth.store(depth - 1, std::memory_order_release);
            slot_ = nullptr;
        }
    }

  private:
    CallSlot* slot_;
};

// The calls of all threads.
class TSP_CORE_API RunningCalls {
  public:
    // From now on other threads that are in a call, or begin one, give way to the calling thread.
    static void slowDown() noexcept;
    // From now on only the calling thread, and calls within calls, get in.
    static void refuseNew() noexcept;
    // Whether the process has said that it is about to exit, or exits.
    static bool areEnding() noexcept;
    // Whether a thread other than the calling one is in a call.
    static bool any() noexcept;
    // Whether the calling thread is in one.
    static bool here() noexcept;
    // Waits for the calls that other threads are in, not for later ones. False if it took too long.
    static bool waitForOthers(std::chrono::milliseconds patience);
};

} // namespace torchsharp
