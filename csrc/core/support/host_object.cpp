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

HostObject::~HostObject() { giveBack(take(), release_); }

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
