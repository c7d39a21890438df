#pragma once

#include <optional>
#include <vector>

#include <ATen/core/Tensor.h>

namespace torchsharp {

// Autograd with the checks of torch.Tensor and torch.autograd. Nothing here takes the GIL; if
// Python's torch is loaded, its engine refuses a thread that holds it.

// Adds gradients to the leaves, or to inputs. gradients may be empty, and a gradient may be
// undefined for a tensor of one element. RUNTIME.
void backward(const std::vector<at::Tensor>& tensors, const std::vector<at::Tensor>& gradients,
              bool retainGraph, bool createGraph,
              const std::optional<std::vector<at::Tensor>>& inputs);

// The gradients of outputs with respect to inputs, undefined for an unused one. gradients may be
// empty, or hold undefined tensors. RUNTIME.
std::vector<at::Tensor> gradientsOf(const std::vector<at::Tensor>& outputs,
                                    const std::vector<at::Tensor>& inputs,
                                    const std::vector<at::Tensor>& gradients, bool retainGraph,
                                    bool createGraph, bool allowUnused);

// An undefined gradient removes the old one. RUNTIME if the shape, dtype or device differs.
void setGradient(const at::Tensor& tensor, const at::Tensor& gradient);

// Scales the gradients of tensors that have one; returns their norm before. RUNTIME if it is not
// finite and errorIfNonfinite is set.
double clipGradientNorm(const std::vector<at::Tensor>& tensors, double maxNorm, double normType,
                        bool errorIfNonfinite);
void clipGradientValue(const std::vector<at::Tensor>& tensors, double limit);

} // namespace torchsharp
