#include "core/training/optimizers.h"

#include "core/training/typed_optimizer.h"

namespace torchsharp {

void requireParameters(const ParameterGroup& group, std::unordered_set<const void*>& seen) {
    if (group.parameters.empty()) {
        throw Error(TSP_ERROR_VALUE, "a parameter group of an optimizer has no parameters");
    }
    for (const auto& parameter : group.parameters) {
        if (!parameter.is_leaf()) {
            throw Error(TSP_ERROR_VALUE,
                        "an optimizer cannot change a tensor that was computed from others: give "
                        "it the parameters themselves, or detach() the tensor");
        }
        if (!seen.insert(parameter.unsafeGetTensorImpl()).second) {
            throw Error(TSP_ERROR_VALUE,
                        "a parameter appears more than once in the groups of an optimizer");
        }
    }
}

void prepareState(torch::optim::Adagrad& optimizer, const std::vector<at::Tensor>& parameters,
                  const torch::optim::AdagradOptions& options) {
    for (const auto& parameter : parameters) {
        auto state = std::make_unique<torch::optim::AdagradParamState>();
        state->sum(at::full_like(parameter.detach(), options.initial_accumulator_value(), {},
                                 at::MemoryFormat::Preserve));
        optimizer.state()[parameter.unsafeGetTensorImpl()] = std::move(state);
    }
}

std::unique_ptr<Optimizer> Optimizer::create(const std::string& name,
                                             const std::vector<ParameterGroup>& groups) {
    namespace optim = torch::optim;
    if (name == "SGD") {
        return std::make_unique<TypedOptimizer<optim::SGD, optim::SGDOptions>>(name, groups);
    }
    if (name == "Adam") {
        return std::make_unique<TypedOptimizer<optim::Adam, optim::AdamOptions>>(name, groups);
    }
    if (name == "AdamW") {
        return std::make_unique<TypedOptimizer<optim::AdamW, optim::AdamWOptions>>(name, groups);
    }
    if (name == "RMSprop") {
        return std::make_unique<TypedOptimizer<optim::RMSprop, optim::RMSpropOptions>>(name,
                                                                                       groups);
    }
    if (name == "Adagrad") {
        return std::make_unique<TypedOptimizer<optim::Adagrad, optim::AdagradOptions>>(name,
                                                                                       groups);
    }
    if (name == "LBFGS") {
        return std::make_unique<TypedOptimizer<optim::LBFGS, optim::LBFGSOptions>>(name, groups);
    }
    throw Error(TSP_ERROR_VALUE, "there is no optimizer '" + name +
                                     "'. Expected SGD, Adam, AdamW, RMSprop, Adagrad or LBFGS.");
}

} // namespace torchsharp
