#include "core/support/guard.h"

#include <utility>

#include "core/support/error.h"
#include "core/support/libtorch_release.h"

namespace torchsharp {

namespace {

thread_local ErrorRecord lastError;

} // namespace

tsp_status recordCurrentException() noexcept {
    try {
        lastError = describeException(std::current_exception());
    } catch (...) { // describing it ran out of memory: say so without allocating
        lastError.kind = TSP_ERROR_OUT_OF_MEMORY;
        lastError.line = lastError.column = 0;
        lastError.message.clear();
        lastError.traceback.clear();
        lastError.raised.clear();
        lastError.exception.reset();
    }
    return lastError.kind;
}

bool mayGoOn() noexcept {
    return contain([] {
               if (!isLibtorchRight()) {
                   throw Error(TSP_ERROR_RUNTIME, explainLibtorch());
               }
           }) == TSP_OK;
}

void deliverKeepingError() noexcept {
    ErrorRecord error = std::move(lastError); // a listener may make calls that fail
    deliverToAbi();
    lastError = std::move(error);
}

const ErrorRecord& lastErrorOfThread() noexcept { return lastError; }

} // namespace torchsharp
