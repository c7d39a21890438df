#include "core/support/host_object.h"

#include <utility>

#include "core/support/error.h"
#include "core/support/running_call.h"

namespace torchsharp {

namespace {

void giveBack(void* object, tsp_callback release) noexcept {
    if (object != nullptr && release != nullptr && !RunningCalls::areEnding()) {
        release(object);
    }
}

struct Failure {
    std::string message;
    std::shared_ptr<HostObject> exception;
};

thread_local Failure failureOfThread;

} // namespace

HostObject::~HostObject() {
    void* object = take();
    if (forks_ == forkCount()) {
        giveBack(object, release_);
    }
}

void* HostObject::getToCall() const {
    if (forks_ != forkCount()) {
        throw Error(TSP_ERROR_RUNTIME,
                    "a function of C# cannot be called in a forked child, which has none of .NET's "
                    "threads: start the child by spawn, or leave the function to the parent");
    }
    return object_;
}

void* HostObject::take() noexcept {
    if (isTaken_.exchange(true)) {
        return nullptr;
    }
    handleReleased();
    return object_;
}

std::shared_ptr<HostObject> HostObject::adopt(void* object, tsp_callback release) {
    try {
        return std::make_shared<HostObject>(object, release);
    } catch (...) {
        giveBack(object, release);
        throw;
    }
}

void setFailure(std::string message, std::shared_ptr<HostObject> exception) noexcept {
    failureOfThread.message = std::move(message);
    failureOfThread.exception = std::move(exception);
}

void throwFailure() {
    auto failure = std::exchange(failureOfThread, {});
    ErrorRecord record;
    record.kind = TSP_ERROR_RUNTIME;
    record.message = failure.message.empty() ? "a function of the caller failed in backward"
                                             : std::move(failure.message);
    record.exception = std::move(failure.exception);
    throw Error(std::move(record));
}

} // namespace torchsharp
