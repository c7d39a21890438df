#include "core/support/running_call.h"

#include <chrono>
#include <new>
#include <thread>

#if !defined(_WIN32)
#include <pthread.h>
#endif
#if defined(__linux__)
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

#include "core/support/call_slot.h"
#include "core/support/libtorch_release.h"
#include "core/support/listener.h"

namespace torchsharp {

TSP_HOT_VARIABLE constinit thread_local CallSlot* slotOfThread = nullptr;
constinit std::atomic<Entry> entryOfCalls{Entry::open};

namespace {

std::atomic<CallSlot*> allSlots{nullptr};
std::atomic<CallSlot*> exempt{nullptr};

#if defined(__linux__)
// Done on Linux only, where the priority of a thread can be lowered, but not raised again.
void slowDownThread(int thread) noexcept {
    constexpr int low = 10; // not the lowest: the exit may need a lock that such a thread holds
    setpriority(PRIO_PROCESS, static_cast<id_t>(thread), low);
}

int thisThread() noexcept { return static_cast<int>(syscall(SYS_gettid)); }
#else
void slowDownThread(int) noexcept {}

int thisThread() noexcept { return 0; }
#endif

// Hands the slot on when its thread ends.
struct SlotReturn {
    SlotReturn() = default;
    SlotReturn(const SlotReturn&) = delete;
    SlotReturn& operator=(const SlotReturn&) = delete;
    ~SlotReturn() {
        if (CallSlot* slot = slotOfThread; slot != nullptr) {
            slotOfThread = nullptr;
            slot->isTaken.store(false, std::memory_order_release);
        }
    }
};

#if !defined(_WIN32)
// A forked child has only the thread that forked.
void forgetOtherThreads() {
    for (auto* slot = allSlots.load(); slot != nullptr; slot = slot->next) {
        if (slot != slotOfThread) {
            slot->depth.store(0);
            slot->innermost.store(nullptr);
        }
    }
    if (slotOfThread != nullptr) {
        slotOfThread->thread.store(thisThread());
    }
}
#endif

CallSlot* freeSlot() noexcept {
    for (auto* slot = allSlots.load(); slot != nullptr; slot = slot->next) {
        if (!slot->isTaken.exchange(true, std::memory_order_acquire)) {
            return slot;
        }
    }
    return nullptr;
}

CallSlot* newSlot() noexcept {
    auto* slot = new (std::nothrow) CallSlot;
    if (slot != nullptr) {
        slot->isTaken.store(true);
        slot->next = allSlots.load();
        while (!allSlots.compare_exchange_weak(slot->next, slot)) {
        }
    }
    return slot;
}

} // namespace

CallSlot* takeSlot() noexcept {
    if (!isLibtorchRight()) {
        return nullptr;
    }
#if !defined(_WIN32)
    [[maybe_unused]] static const int atFork =
        pthread_atfork(nullptr, nullptr, &forgetOtherThreads);
#endif
    thread_local SlotReturn returned;
    [[maybe_unused]] const auto* ends = &returned; // a use, so that it is created
    slotOfThread = freeSlot();
    if (slotOfThread == nullptr) {
        slotOfThread = newSlot();
    }
    if (slotOfThread != nullptr) {
        slotOfThread->thread.store(thisThread());
        collectWarnings();
    }
    return slotOfThread;
}

CallSlot* firstSlot() noexcept { return allSlots.load(); }

void sleepForever() noexcept {
    for (;;) {
        std::this_thread::sleep_for(std::chrono::hours(1));
    }
}

CallSlot* beginCall() noexcept { return beginCallInPlace(); }

void giveWay(CallSlot& slot, Entry way) noexcept {
    if (&slot == exempt.load()) {
        return;
    }
    if (way == Entry::refused) {
        slot.depth.store(0);
        sleepForever();
    }
    slowDownThread(slot.thread.load());
}

void RunningCalls::slowDown() noexcept {
    if (entryOfCalls.load() == Entry::refused) {
        return; // the exit has begun, on a thread that must stay exempt
    }
    exempt.store(slotOfCaller());
    auto open = Entry::open;
    entryOfCalls.compare_exchange_strong(open, Entry::slow);
    for (auto* slot = allSlots.load(); slot != nullptr; slot = slot->next) {
        if (slot != slotOfThread && slot->depth.load() > 0) {
            slowDownThread(slot->thread.load());
        }
    }
}

void RunningCalls::refuseNew() noexcept {
    exempt.store(slotOfCaller());
    entryOfCalls.store(Entry::refused);
}

bool RunningCalls::areEnding() noexcept { return entryOfCalls.load() != Entry::open; }

bool RunningCalls::any() noexcept {
    for (auto* slot = allSlots.load(); slot != nullptr; slot = slot->next) {
        if (slot != slotOfThread && slot->depth.load(std::memory_order_seq_cst) > 0) {
            return true;
        }
    }
    return false;
}

bool RunningCalls::waitForOthers(std::chrono::milliseconds patience) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    // What the caller changed before is seen by calls that are not seen here.
    std::atomic_thread_fence(std::memory_order_seq_cst);
    for (auto* slot = allSlots.load(); slot != nullptr; slot = slot->next) {
        const auto isIn = [slot] { return slot->depth.load(std::memory_order_seq_cst) > 0; };
        const auto call = slot->outermost.load();
        if (slot == slotOfThread || !isIn()) {
            continue;
        }
        while (isIn() && slot->outermost.load() == call) {
            if (std::chrono::steady_clock::now() >= deadline) {
                return false;
            }
            std::this_thread::sleep_for(std::chrono::microseconds(50));
        }
    }
    return true;
}

bool RunningCalls::here() noexcept {
    return slotOfThread != nullptr && slotOfThread->depth.load(std::memory_order_relaxed) > 0;
}

} // namespace torchsharp
