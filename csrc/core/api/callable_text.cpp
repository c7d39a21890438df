#include "core/calls/code.h"
#include "core/support/error.h"
#include "core/support/guard.h"
#include "core/nodes/handles.h"
#include "core/nodes/results.h"

using torchsharp::guard;

namespace {

std::string textOf(torch::jit::Function& function, int32_t kind) {
    switch (kind) {
    case TSP_TEXT_CODE:
        return torchsharp::codeOf(function);
    case TSP_TEXT_GRAPH:
        return torchsharp::graphOf(function, false)->toString();
    case TSP_TEXT_INLINED_GRAPH:
        return torchsharp::graphOf(function, true)->toString();
    default:
        throw torchsharp::Error(TSP_ERROR_VALUE,
                                std::to_string(kind) + " is no kind of text of a function");
    }
}

} // namespace

tsp_status tsp_callable_text(tsp_callable* callable, int32_t kind, tsp_value* out) {
    return guard([&] {
        torchsharp::writeResult(textOf(torchsharp::codedFunction(*callable->callable), kind), out,
                                1);
    });
}

tsp_status tsp_callable_code_with_constants(tsp_callable* callable, tsp_value* out) {
    return guard([&] {
        auto code = torchsharp::codeWithConstants(torchsharp::codedFunction(*callable->callable));
        c10::impl::GenericDict constants(c10::StringType::get(), c10::AnyType::get());
        for (size_t i = 0; i < code.constants.size(); ++i) {
            constants.insert(c10::str('c', i), std::move(code.constants[i]));
        }
        torchsharp::writeResult(c10::ivalue::Tuple::create(code.text, std::move(constants)), out,
                                1);
    });
}
