#pragma once

#include <memory>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "abi/torchsharp_types.h"
#include "core/support/host_object.h"

namespace torchsharp {

// A step of autograd's graph that the caller has computed, and whose backward is the caller's.
struct HostFunction {
    std::string name;
    tsp_backward backward = nullptr;
    bool materializes = true;
    std::shared_ptr<HostObject> context;
};

// What the step took and made. Undefined tensors are None.
struct HostStep {
    std::vector<at::Tensor> inputs;
    std::vector<at::Tensor> outputs;
    std::vector<at::Tensor> dirty;
    std::vector<at::Tensor> nonDifferentiable;
    std::vector<at::Tensor> saved;
};

// The outputs, which autograd knows if it records and an input requires a gradient. RUNTIME.
std::vector<at::Tensor> record(HostFunction function, const HostStep& step);

// What was saved with a node. RUNTIME if backward has freed it, or if it was changed since then.
std::vector<at::Tensor> savedWith(tsp_node* node);

} // namespace torchsharp
