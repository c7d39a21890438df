#include "abi/torchsharp_core.h"
#include "core/api/required.h"
#include "core/calls/future.h"
#include "core/nodes/handles.h"
#include "core/nodes/results.h"
#include "core/support/error.h"
#include "core/support/forks.h"
#include "core/support/guard.h"

using torchsharp::guard;

namespace {

// The element type that a Future or Await declares, or null.
c10::TypePtr elementOf(const c10::IValue& future) {
    const auto type = future.type();
    return type->containedTypeSize() == 1 ? c10::TypePtr(type->containedType(0)) : nullptr;
}

} // namespace

tsp_status tsp_future_done(tsp_object* future, int32_t* out) {
    return guard([&] {
        TSP_REQUIRE(future, out);
        *out = torchsharp::isDone(future->value) ? 1 : 0;
    });
}

tsp_status tsp_future_wait(tsp_object* future, tsp_value* out, int64_t capacity) {
    return guard([&] {
        TSP_REQUIRE(future, out);
        torchsharp::requireRoom(capacity);
        const auto value = torchsharp::waitFor(future->value);
        torchsharp::writeResult(value, out, capacity, elementOf(future->value).get());
    });
}

tsp_status tsp_future_then(tsp_object* future, tsp_callback callback, void* context) {
    return guard([&] {
        TSP_REQUIRE(future);
        if (callback == nullptr) {
            throw torchsharp::Error(TSP_ERROR_VALUE, "the callback is a null pointer");
        }
        if (future->value.isAwait()) {
            throw torchsharp::Error(
                TSP_ERROR_UNSUPPORTED,
                "an Await runs when you wait for it, so it has no callbacks: call tsp_future_wait");
        }
        torchsharp::isDone(future->value); // TYPE if it is not a future
        future->value.toFuture()->addCallback(
            [callback, context, forks = torchsharp::forkCount()](c10::ivalue::Future&) {
                if (forks == torchsharp::forkCount()) { // the caller's runtime is not in a child
                    callback(context);
                }
            });
    });
}
