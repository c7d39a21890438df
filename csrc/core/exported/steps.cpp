#include "core/exported/steps.h"

#include <string_view>
#include <unordered_set>

#include <ATen/core/LegacyTypeDispatch.h>

#include "core/support/error.h"

namespace torchsharp {

namespace {

[[noreturn]] void throwOtherResults(size_t wanted, size_t given) {
    throw Error(TSP_ERROR_RUNTIME, "the program expects " + std::to_string(wanted) +
                                       " results here; there are " + std::to_string(given));
}

} // namespace

std::vector<Source*> pointersTo(std::vector<Source>& sources) {
    std::vector<Source*> pointers;
    for (auto& source : sources) {
        pointers.push_back(&source);
    }
    return pointers;
}

std::vector<int*> slotsOf(std::vector<Output>& outputs) {
    std::vector<int*> slots;
    for (auto& output : outputs) {
        for (auto& slot : output.slots) {
            slots.push_back(&slot);
        }
    }
    return slots;
}

void store(Frame& frame, const std::vector<Output>& outputs) {
    auto& stack = frame.stack;
    if (stack.size() != outputs.size()) {
        throwOtherResults(outputs.size(), stack.size());
    }
    for (size_t i = 0; i < outputs.size(); ++i) {
        const auto& output = outputs[i];
        if (!output.isList) {
            if (output.slots[0] >= 0) {
                frame.slots[output.slots[0]] = std::move(stack[i]);
            }
            continue;
        }
        if (stack[i].isNone() && output.slots.empty()) {
            continue;
        }
        const auto items = stack[i].toListRef();
        if (items.size() != output.slots.size()) {
            throwOtherResults(output.slots.size(), items.size());
        }
        for (size_t item = 0; item < items.size(); ++item) {
            if (output.slots[item] >= 0) {
                frame.slots[output.slots[item]] = items[item];
            }
        }
    }
}

bool isFresh(const c10::OperatorHandle& handle) {
    static const std::unordered_set<std::string_view> names = {
        "aten::linear",     "aten::bilinear",
        "aten::conv1d",     "aten::conv2d",
        "aten::conv3d",     "aten::layer_norm",
        "aten::batch_norm", "aten::group_norm",
        "aten::rms_norm",   "aten::lstm",
        "aten::gru",        "aten::scaled_dot_product_attention",
        "aten::embedding",  "aten::adaptive_avg_pool2d"};
    return names.count(handle.schema().name()) != 0;
}

void OperatorStep::run(Frame& frame) const {
    for (const auto& argument : arguments_) {
        frame.push(argument);
    }
    if (isFresh_ && !frame.state.records) {
        const at::AutoDispatchBelowADInplaceOrView guard; // its views need not be tracked
        handle_.callBoxed(frame.stack);
    } else {
        handle_.callBoxed(frame.stack);
    }
    store(frame, outputs_);
}

std::vector<Source*> OperatorStep::sources() { return pointersTo(arguments_); }

void NativeStep::run(Frame& frame) const {
    for (const auto& argument : arguments_) {
        frame.push(argument);
    }
    function_(frame.stack);
    store(frame, outputs_);
}

void SymbolicStep::run(Frame& frame) const {
    for (const auto& argument : arguments_) {
        frame.push(argument);
    }
    auto result = function_(frame.stack);
    frame.stack.clear();
    frame.stack.push_back(std::move(result));
    store(frame, outputs_);
}

std::vector<Source*> SymbolicStep::sources() { return pointersTo(arguments_); }

} // namespace torchsharp
