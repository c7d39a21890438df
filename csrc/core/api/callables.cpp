#include "core/nodes/arguments.h"
#include "core/support/guard.h"
#include "core/nodes/handles.h"
#include "core/nodes/results.h"
#include "core/types/schema.h"
#include "core/calls/stack.h"

using torchsharp::guard;

tsp_status tsp_operator_callable(const char* name, const char* overload, tsp_callable** out) {
    return guard(
        [&] { *out = new tsp_callable(torchsharp::Callable::ofOperator(name, overload)); });
}

void tsp_callable_release(tsp_callable* callable) { delete callable; }

tsp_status tsp_callable_schema(tsp_callable* callable, tsp_value* out) {
    return guard(
        [&] { torchsharp::writeResult(torchsharp::schemaTree(*callable->callable), out, 1); });
}

tsp_status tsp_callable_call(tsp_callable* callable, const tsp_value* args, int64_t count,
                             tsp_value* out, int64_t capacity) {
    return guard([&] {
        torchsharp::requireRoom(capacity);
        torchsharp::requireArgumentCount(count);
        const auto& target = *callable->callable;
        torchsharp::ReusedStack<0> stack;
        torchsharp::pushArguments(target, args, static_cast<size_t>(count), *stack);
        target.run(*stack);
        torchsharp::writeResult(torchsharp::Callable::takeResult(*stack), out, capacity,
                                target.resultType().get());
    });
}
