#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <ATen/core/ivalue.h>

#include "core/files/byte_sink.h"
#include "core/files/byte_source.h"

namespace torchsharp {

using NamedOptions = std::vector<std::pair<std::string, c10::IValue>>;

// Parameters that share options, which have torch.optim's names.
struct ParameterGroup {
    std::vector<at::Tensor> parameters;
    NamedOptions options;
};

// One of libtorch's optimizers. Any thread may use it, and one function runs at a time. A closure
// runs inside a step and may use the optimizer, but not change what the step works on.
class Optimizer {
  public:
    // "SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "LBFGS". An option that a group omits has
    // torch.optim's default. VALUE, TYPE.
    static std::unique_ptr<Optimizer> create(const std::string& name,
                                             const std::vector<ParameterGroup>& groups);

    virtual ~Optimizer() = default;

    // An omitted option has the value of the first group when the optimizer was created. VALUE,
    // TYPE.
    virtual void addGroup(const ParameterGroup& group) = 0;
    // Every group with every option.
    virtual std::vector<ParameterGroup> groups() = 0;
    virtual void setOption(int64_t group, const std::string& name, const c10::IValue& value) = 0;

    // Computes the loss and its gradients; throws if it cannot.
    using Closure = std::function<at::Tensor()>;
    // The closure may be null, except for LBFGS; then the result is undefined. A step of LBFGS
    // whose closure fails changes nothing.
    virtual at::Tensor step(const Closure& closure) = 0;
    virtual void zeroGrad(bool setToNone) = 0;

    // The state and the options, in libtorch's format.
    virtual void save(const ByteSink& sink) = 0;
    // FORMAT, VALUE; then nothing has changed.
    virtual void load(const ByteSource& source) = 0;
};

} // namespace torchsharp
