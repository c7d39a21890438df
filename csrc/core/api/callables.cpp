#include "abi/torchsharp_core.h"

#include <algorithm>
#include <optional>

#include "core/api/required.h"
#include "core/calls/code.h"
#include "core/calls/stack.h"
#include "core/exported/program_text.h"
#include "core/nodes/arguments.h"
#include "core/nodes/handles.h"
#include "core/nodes/results.h"
#include "core/runtime/warm_up.h"
#include "core/support/guard.h"
#include "core/support/in_use.h"
#include "core/support/listener.h"
#include "core/support/text.h"
#include "core/types/schema.h"

using torchsharp::guard;

namespace {

std::string textOf(const torchsharp::Callable& callable, int32_t kind) {
    switch (kind) {
    case TSP_TEXT_CODE:
        return torchsharp::codeOf(torchsharp::codedFunction(callable));
    case TSP_TEXT_GRAPH:
        return torchsharp::graphTextOf(callable, false);
    case TSP_TEXT_INLINED_GRAPH:
        return torchsharp::graphTextOf(callable, true);
    default:
        throw torchsharp::Error(TSP_ERROR_VALUE,
                                "there is no tsp_text_kind " + std::to_string(kind));
    }
}

// Whether modules or objects are among the arguments.
bool hasHandle(const tsp_value* args, int64_t count) {
    return std::any_of(args, args + count, [](const auto& node) {
        return node.kind == TSP_KIND_MODULE || node.kind == TSP_KIND_OBJECT;
    });
}

// The error in flight, of an operator, with the operator's schema.
[[noreturn]] void throwWithSchema(const torchsharp::Callable& callable) {
    const auto error = torchsharp::describeException(std::current_exception());
    throw torchsharp::Error(error.kind, error.message + "\nSchema: " + callable.schemaText());
}

// The arguments must have been read before: they are looked into unchecked.
torchsharp::InUse usedBy(const torchsharp::Callable& callable, const tsp_value* args, int64_t count,
                         const torch::jit::Stack& handles) {
    return {.object = callable.self(),
            .nodes = args,
            .nodeCount = static_cast<size_t>(count),
            .values = handles};
}

void run(const tsp_callable& callable, const tsp_value* args, size_t count, tsp_value* out,
         int64_t capacity) {
    const auto& target = *callable.callable;
    torchsharp::ReusedStack<0> stack;
    torchsharp::pushArguments(target, args, count, *stack);
    torch::jit::Stack handles;
    if (hasHandle(args, static_cast<int64_t>(count))) {
        handles = *stack;
    }
    const torchsharp::UseMark running(usedBy(target, args, static_cast<int64_t>(count), handles));
    target.run(*stack);
    if (out != nullptr) {
        torchsharp::writeResult(torchsharp::Callable::takeResult(*stack), out, capacity,
                                target.resultType().get());
    }
}

} // namespace

tsp_status tsp_operator_callable(tsp_text name, tsp_text overload, tsp_callable** out) {
    return guard([&] {
        TSP_REQUIRE(out);
        const auto handle =
            torchsharp::findOperator(torchsharp::readText(name), torchsharp::readText(overload));
        *out = new tsp_callable(torchsharp::Callable::ofOperator(handle),
                                torchsharp::TypedOperator::of(handle));
    });
}

void tsp_callable_release(tsp_callable* callable) { torchsharp::release(callable); }

tsp_status tsp_callable_schema(tsp_callable* callable, tsp_value* out) {
    return guard([&] {
        TSP_REQUIRE(callable, out);
        torchsharp::writeResult(torchsharp::schemaTree(*callable->callable), out, 1);
    });
}

tsp_status tsp_callable_call(tsp_callable* callable, const tsp_value* args, int64_t count,
                             tsp_value* out, int64_t capacity) {
    return guard([&] {
        TSP_REQUIRE(callable);
        if (out != nullptr) {
            torchsharp::requireRoom(capacity);
        }
        torchsharp::requireArguments(args, count);
        const auto size = static_cast<size_t>(count);
        if (callable->typed == nullptr && !callable->callable->isOperator()) {
            torchsharp::collectPrints();
            run(*callable, args, size, out, capacity);
            return;
        }
        try {
            if (callable->typed == nullptr || !callable->typed->call(args, size, out)) {
                run(*callable, args, size, out, capacity);
            }
        } catch (const c10::Error&) {
            throwWithSchema(*callable->callable);
        }
    });
}

tsp_status tsp_callable_warm_up(tsp_callable* callable, const tsp_value* args, int64_t count,
                                int64_t most, int64_t* runs) {
    return guard([&] {
        TSP_REQUIRE(callable, runs);
        torchsharp::requireArguments(args, count);
        const auto& target = *callable->callable;
        torch::jit::Stack handles; // the arguments of a run are gone after it
        std::optional<torchsharp::UseMark> running;
        const auto fill = [&](torch::jit::Stack& stack) {
            torchsharp::pushArguments(target, args, static_cast<size_t>(count), stack);
            if (!running) {
                handles = stack;
                running.emplace(usedBy(target, args, count, handles));
            }
        };
        *runs = torchsharp::warmUp(target, fill, most);
    });
}

tsp_status tsp_callable_text(tsp_callable* callable, int32_t kind, tsp_value* out) {
    return guard([&] {
        TSP_REQUIRE(callable, out);
        torchsharp::writeResult(textOf(*callable->callable, kind), out, 1);
    });
}

tsp_status tsp_callable_code_with_constants(tsp_callable* callable, tsp_value* out) {
    return guard([&] {
        TSP_REQUIRE(callable, out);
        auto code = torchsharp::codeWithConstants(torchsharp::codedFunction(*callable->callable));
        c10::impl::GenericDict constants(c10::StringType::get(), c10::AnyType::get());
        for (size_t i = 0; i < code.constants.size(); ++i) {
            constants.insert(c10::str('c', i), std::move(code.constants[i]));
        }
        torchsharp::writeResult(c10::ivalue::Tuple::create(code.text, std::move(constants)), out,
                                1);
    });
}
