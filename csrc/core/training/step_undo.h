#pragma once

#include <memory>
#include <vector>

#include <c10/core/GradMode.h>
#include <torch/optim/lbfgs.h>

namespace torchsharp {

// Undoes a step of an optimizer that failed halfway. If the closure runs before any change, there
// is nothing to undo.
template <class TorchOptimizer> class StepUndo {
  public:
    explicit StepUndo(TorchOptimizer&) {}
    void restore() {}
};

// LBFGS changes the parameters between the calls of its closure.
template <> class StepUndo<torch::optim::LBFGS> {
    using State = torch::optim::LBFGSParamState;

  public:
    explicit StepUndo(torch::optim::LBFGS& optimizer)
        : optimizer_(optimizer), parameters_(optimizer.param_groups().front().params()) {
        for (const auto& parameter : parameters_) {
            values_.push_back(parameter.detach().clone());
        }
        const auto found = optimizer_.state().find(key());
        if (found != optimizer_.state().end()) {
            state_ = std::make_unique<State>(static_cast<const State&>(*found->second));
            for (auto* tensor : {&state_->d(), &state_->H_diag(), &state_->prev_flat_grad()}) {
                if (tensor->defined()) { // it is changed in place
                    *tensor = tensor->clone();
                }
            }
        }
    }

    void restore() {
        const c10::NoGradGuard noGrad;
        for (size_t i = 0; i < parameters_.size(); ++i) {
            at::Tensor parameter = parameters_[i];
            parameter.copy_(values_[i]);
        }
        if (state_ == nullptr) {
            optimizer_.state().erase(key());
        } else {
            optimizer_.state()[key()] = std::move(state_);
        }
    }

  private:
    // All of its state belongs to the first parameter.
    void* key() const { return parameters_.front().unsafeGetTensorImpl(); }

    torch::optim::LBFGS& optimizer_;
    std::vector<at::Tensor> parameters_;
    std::vector<at::Tensor> values_;
    std::unique_ptr<State> state_;
};

} // namespace torchsharp
