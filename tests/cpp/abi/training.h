#pragma once

#include <ATen/ATen.h>
#include <torch/optim.h>

// libtorch's logging has macros of the same names.
#undef CHECK
#undef CHECK_EQ

#include "handles.h"

// What the tests of gradients and optimizers share: tensors of libtorch itself, to compare with.

// A handle on a tensor of libtorch: it is the TensorImpl itself.
Tensor handleOf(const at::Tensor& tensor);
// The tensor behind a handle.
at::Tensor tensorBehind(tsp_tensor* handle);

using Optimizer = std::unique_ptr<tsp_optimizer, Releaser<tsp_optimizer_release>>;

// A list of tensors as an argument.
struct TensorList {
    explicit TensorList(const std::vector<at::Tensor>& tensors);
    tsp_value arg() { return nodesArg(TSP_KIND_LIST, nodes); }

    std::vector<Tensor> handles;
    std::vector<tsp_value> nodes;
};

// A parameter group as an argument: options are names and values in turn.
struct Group {
    Group(const std::vector<at::Tensor>& parameters, std::vector<tsp_value> given);
    tsp_value arg();

    TensorList parameters;
    std::vector<tsp_value> options;
    std::vector<tsp_value> parts;
};

Optimizer optimizerOf(const char* name, Group group);
// The error of a failed creation.
ErrorCopy failedOptimizer(const char* name, std::vector<Group> groups);
