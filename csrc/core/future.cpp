#include "core/future.h"

#include "core/error.h"

namespace torchsharp {

namespace {

[[noreturn]] void throwNoFuture(const c10::IValue& value) {
    throw Error(TSP_ERROR_TYPE,
                "expected a Future or an Await, not " + value.type()->annotation_str());
}

} // namespace

bool isDone(const c10::IValue& future) {
    if (future.isFuture()) {
        return future.toFuture()->completed();
    }
    if (future.isAwait()) {
        return future.toAwait()->completed();
    }
    throwNoFuture(future);
}

c10::IValue waitFor(const c10::IValue& future) {
    if (future.isAwait()) {
        return future.toAwait()->wait();
    }
    if (!future.isFuture()) {
        throwNoFuture(future);
    }
    const auto pending = future.toFuture();
    pending->waitAndThrow();
    return pending->value();
}

} // namespace torchsharp
