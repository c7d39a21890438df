#include "core/support/guard.h"

#include "core/support/error.h"

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
    }
    return lastError.kind;
}

} // namespace torchsharp

void tsp_error_get(tsp_error* out) {
    const auto& error = torchsharp::lastError;
    *out = tsp_error{error.kind,
                     error.line,
                     error.column,
                     0,
                     error.message.data(),
                     static_cast<int64_t>(error.message.size()),
                     error.traceback.data(),
                     static_cast<int64_t>(error.traceback.size()),
                     error.raised.data(),
                     static_cast<int64_t>(error.raised.size())};
}
