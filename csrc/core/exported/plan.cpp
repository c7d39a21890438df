#include "core/exported/plan.h"

#include "core/calls/stack.h"
#include "core/exported/batching.h"
#include "core/support/error.h"
#include "core/support/run_limit.h"

namespace torchsharp {

c10::IValue Frame::take(const Source& source) {
    switch (source.kind) {
    case Source::Kind::Constant:
        return graph.constants[source.index];
    case Source::Kind::Slot:
        return slots[source.index];
    case Source::Kind::LastUse:
        return std::move(slots[source.index]);
    case Source::Kind::Weight:
        return *state.weights[source.index];
    case Source::Kind::Device:
        return state.device ? *state.device : graph.constants[source.index];
    case Source::Kind::Dtype:
        return state.dtype ? *state.dtype : graph.constants[source.index];
    case Source::Kind::Made:
        return graph.made[source.index]->make(*this);
    }
    return {};
}

void Graph::run(torch::jit::Stack& stack, const RunState& state) const {
    ReusedStack<1> slotValues;
    ReusedStack<2> stepStack;
    slotValues->resize(slots);
    for (size_t i = 0; i < inputs.size(); ++i) {
        if (inputs[i] >= 0) {
            (*slotValues)[inputs[i]] = std::move(stack[i]);
        }
    }
    stack.clear();
    Frame frame{*this, state, *slotValues, *stepStack};
    const auto* limit = mayBeLimited() ? limitOfThread().get() : nullptr;
    size_t step = 0;
    try {
        for (; step < steps.size(); ++step) {
            if (limit != nullptr) [[unlikely]] {
                limit->check();
            }
            stepStack->clear();
            steps[step]->run(frame);
        }
    } catch (...) {
        rethrowAt(step);
    }
    for (const auto& output : outputs) {
        stack.push_back(frame.take(output));
    }
}

// With the place in the source that the step came from, unless the error has a place of its own.
void Graph::rethrowAt(size_t step) const {
    auto error = describeException(std::current_exception());
    int levels = 0;
    for (size_t i = 0; i < step; ++i) {
        levels += steps[i]->levels();
    }
    closeLevels(levels);
    if (error.traceback.empty()) {
        const auto& origin = origins[step];
        error.traceback = sourceTexts[origin.source] + "\n  " + origin.target + " (the node '" +
                          origin.name + "' of the exported program)";
    }
    throw Error(std::move(error));
}

} // namespace torchsharp
