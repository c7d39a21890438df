#pragma once

#include <vector>

#include <ATen/ATen.h>

// libtorch's logging has macros of the same names.
#undef CHECK
#undef CHECK_EQ

#include "handles.h"

// Tensors of libtorch itself, to compare with.

// A handle on a tensor of libtorch: it is the TensorImpl itself.
Tensor handleOf(const at::Tensor& tensor);
// The tensor behind a handle.
at::Tensor tensorBehind(tsp_tensor* handle);

// A list of tensors as an argument.
struct TensorList {
    explicit TensorList(const std::vector<at::Tensor>& tensors);
    tsp_value arg() { return nodesArg(TSP_KIND_LIST, nodes); }

    std::vector<Tensor> handles;
    std::vector<tsp_value> nodes;
};
