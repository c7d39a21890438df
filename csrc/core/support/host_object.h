#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "abi/torchsharp_types.h"
#include "core/support/forks.h"
#include "core/support/live.h"

namespace torchsharp {

// What a caller has given for keeps, such as the context of a callback or an exception. It is given
// back once, unless the process is ending: the caller's runtime may be gone then. Nor does a forked
// child give it back. It counts as a handle until then.
class HostObject {
  public:
    HostObject(void* object, tsp_callback release) noexcept : object_(object), release_(release) {
        handleCreated();
    }
    HostObject(const HostObject&) = delete;
    HostObject& operator=(const HostObject&) = delete;
    ~HostObject();

    // Takes it over, also if no memory is left: then it is given back at once.
    static std::shared_ptr<HostObject> adopt(void* object, tsp_callback release);

    // To call the caller's code. RUNTIME in a forked child: the caller's runtime is not in it.
    void* getToCall() const;
    // Leaves it to the caller; null if it was taken before.
    void* take() noexcept;

  private:
    void* object_;
    tsp_callback release_;
    uint64_t forks_ = forkCount();
    std::atomic<bool> isTaken_{false};
};

// Why the callback that runs on this thread is going to fail.
void setFailure(std::string message, std::shared_ptr<HostObject> exception) noexcept;

// Throws what the callback that has just failed has said.
[[noreturn]] void throwFailure();

} // namespace torchsharp
