#include "core/training/optimizer_state.h"

#include <utility>

#include <torch/optim.h>

#include "core/support/error.h"

namespace torchsharp {

namespace {

namespace optim = torch::optim;

[[noreturn]] void throwUnfitting(const std::string& problem) {
    throw Error(TSP_ERROR_FORMAT, problem);
}

// A tensor of the state is as large as what it is of; a state may lack it.
void requireLike(const at::Tensor& tensor, const at::Tensor& like, c10::IntArrayRef sizes) {
    if (tensor.defined() &&
        (tensor.sizes() != sizes || tensor.dtype() != like.dtype() ||
         tensor.layout() != like.layout() || tensor.device() != like.device())) {
        throwUnfitting(c10::str("It holds a tensor of the sizes ", tensor.sizes(), " and the type ",
                                tensor.dtype(), " where the parameter needs ", sizes, " and ",
                                like.dtype(), "."));
    }
}

std::vector<at::Tensor> tensorsOf(optim::OptimizerParamState& state) {
    if (auto* adam = dynamic_cast<optim::AdamParamState*>(&state)) {
        return {adam->exp_avg(), adam->exp_avg_sq(), adam->max_exp_avg_sq()};
    }
    if (auto* adamW = dynamic_cast<optim::AdamWParamState*>(&state)) {
        return {adamW->exp_avg(), adamW->exp_avg_sq(), adamW->max_exp_avg_sq()};
    }
    if (auto* rms = dynamic_cast<optim::RMSpropParamState*>(&state)) {
        return {rms->square_avg(), rms->momentum_buffer(), rms->grad_avg()};
    }
    if (auto* sgd = dynamic_cast<optim::SGDParamState*>(&state)) {
        return {sgd->momentum_buffer()};
    }
    if (auto* adagrad = dynamic_cast<optim::AdagradParamState*>(&state)) {
        return {adagrad->sum()};
    }
    return {};
}

// All parameters are one flat tensor for LBFGS, whose history has three parts of one length.
void requireHistory(optim::LBFGSParamState& state, const at::Tensor& like, int64_t elements) {
    const auto count = state.old_dirs().size();
    if (count != state.old_stps().size() || count != state.ro().size()) {
        throwUnfitting("Its history has parts of different lengths.");
    }
    for (const auto& tensor : {state.d(), state.prev_flat_grad()}) {
        requireLike(tensor, like, {elements});
    }
    requireLike(state.H_diag(), like, {});
    for (size_t i = 0; i < count; ++i) {
        for (const auto& tensor : {state.old_dirs()[i], state.old_stps()[i]}) {
            requireLike(tensor, like, {elements});
        }
        requireLike(state.ro()[i], like, {});
        if (!state.old_dirs()[i].defined() || !state.old_stps()[i].defined() ||
            !state.ro()[i].defined()) {
            throwUnfitting("Its history has a gap.");
        }
    }
    if (state.n_iter() > 0 &&
        (!state.d().defined() || !state.prev_flat_grad().defined() || !state.H_diag().defined())) {
        throwUnfitting("A part of it is missing.");
    }
}

} // namespace

void requireCounts(const torch::jit::Module& archive) {
    constexpr const char* end = "/size";
    for (const auto& module : archive.modules()) {
        const auto& object = *module._ivalue();
        const auto type = object.type();
        for (size_t i = 0; i < type->numAttributes(); ++i) {
            if (!type->getAttributeName(i).ends_with(end)) {
                continue;
            }
            const auto& slot = object.getSlot(i);
            const bool isNumber = slot.isTensor() && slot.toTensor().defined() &&
                                  slot.toTensor().numel() == 1 &&
                                  slot.toTensor().scalar_type() == c10::kLong;
            const int64_t count = isNumber ? slot.toTensor().item<int64_t>() : -1;
            if (count < 0 || std::cmp_greater(count, type->numAttributes())) {
                throwUnfitting("Its number '" + type->getAttributeName(i) + "' is wrong.");
            }
        }
    }
}

void requireFittingState(optim::Optimizer& optimizer) {
    int64_t elements = 0;
    for (const auto& group : optimizer.param_groups()) {
        for (const auto& parameter : group.params()) {
            elements += parameter.numel();
        }
    }
    for (const auto& group : optimizer.param_groups()) {
        for (const auto& parameter : group.params()) {
            const auto found = optimizer.state().find(parameter.unsafeGetTensorImpl());
            if (found == optimizer.state().end()) {
                continue;
            }
            if (found->second == nullptr) {
                throwUnfitting("Two parameters share one state.");
            }
            if (auto* history = dynamic_cast<optim::LBFGSParamState*>(found->second.get())) {
                requireHistory(*history, parameter, elements);
            }
            for (const auto& tensor : tensorsOf(*found->second)) {
                requireLike(tensor, parameter, parameter.sizes());
            }
        }
    }
}

} // namespace torchsharp
