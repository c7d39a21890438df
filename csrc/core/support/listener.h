#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "core/support/export.h"
#include "core/support/running_call.h"

namespace c10 {
class WarningHandler;
}

namespace torchsharp {

// What an operator, or TorchScript's warnings.warn, says.
struct Warning {
    std::string text;
    std::string file; // empty if it is not known
    int64_t line = 0;
    bool isDeprecation = false;
    bool isOfModel = false; // file and line are those of TorchScript source, not of C++
};

using Warnings = std::vector<Warning>;

// A language that calls, and gets what is said during its calls. Never freed: tasks outlive calls.
class TSP_CORE_API Listener {
  public:
    Listener() = default;
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    virtual ~Listener() = default;

    // While the code that prints runs. Throws if it cannot.
    virtual void print(const std::string& text) = 0;

    // Warnings of tasks. The next call that ends delivers them, such as the one that waits.
    void addLate(Warning warning);
    Warnings takeLate();
    // Whether any listener has some.
    static bool anyLate() noexcept { return late_.load(std::memory_order_relaxed) > 0; }

  private:
    static std::atomic<int> late_;
    std::mutex mutex_;
    Warnings ofTasks_;
};

// The listener to calls through the C ABI.
class AbiListener : public Listener {
  public:
    // At the end of a call, outside of libtorch.
    virtual void warn(const Warning& warning) noexcept = 0;
};

// Null: nobody listens, so libtorch writes to file descriptors 1 and 2.
void setAbiListener(AbiListener* listener) noexcept;

// Whether there is something for deliverToAbi to deliver. The slot is the calling thread's.
inline bool hasHeard(const CallSlot* slot) noexcept {
    return (slot != nullptr && slot->heard != nullptr) || Listener::anyLate();
}

// Tells the listener what the calling thread's calls through the ABI have heard.
void deliverToAbi() noexcept;

// Who listens to the calling thread; null if nobody does.
Listener* listenerOfCaller() noexcept;

// While it lives, its listener is the one who listens to the calling thread.
class TSP_CORE_API Hearing {
  public:
    explicit Hearing(Listener& listener) : Hearing(listener, false) {}
    Hearing(const Hearing&) = delete;
    Hearing& operator=(const Hearing&) = delete;
    ~Hearing();

    Listener& listener() const noexcept { return listener_; }
    void add(Warning warning);
    // What was heard, also by tasks.
    Warnings take();

  protected:
    Hearing(Listener& listener, bool isTask);

  private:
    Listener& listener_;
    const bool isTask_;
    Warnings warnings_;
    CallSlot* slot_;
    Hearing* outer_;
    c10::WarningHandler* outerHandler_;
};

// The same for a task: its call may be over when it says something.
class TaskHearing : private Hearing {
  public:
    explicit TaskHearing(Listener& listener) : Hearing(listener, true) {}
};

// Makes the warnings of the calling thread reach its listeners.
void collectWarnings() noexcept;

// Makes what TorchScript prints reach the listeners, also if another handler has been set since.
TSP_CORE_API void collectPrints() noexcept;

} // namespace torchsharp
