#include "core/exported/graph_step.h"

#include <ATen/ATen.h>

#include "core/support/error.h"

namespace torchsharp {

void runInnerGraph(const Graph& graph, torch::jit::Stack& stack, const RunState& state) {
    if (stack.size() != graph.inputs.size()) {
        throw Error(TSP_ERROR_RUNTIME, "a graph of the program takes " +
                                           std::to_string(graph.inputs.size()) +
                                           " values; it is given " + std::to_string(stack.size()));
    }
    graph.run(stack, state);
}

bool truthOf(const c10::IValue& value) {
    if (value.isTensor()) {
        return value.toTensor().item().toBool();
    }
    if (!value.isScalar()) {
        throw Error(TSP_ERROR_RUNTIME,
                    "the program decides by a value of type " + value.type()->annotation_str());
    }
    return value.toScalar().toBool();
}

void GraphStep::runGraph(Frame& frame, const Graph& graph, size_t from) const {
    auto& stack = frame.stack;
    stack.clear();
    for (size_t i = from; i < sources_.size(); ++i) {
        frame.push(sources_[i]);
    }
    runInnerGraph(graph, stack, frame.state);
    store(frame, outputs_);
}

} // namespace torchsharp
