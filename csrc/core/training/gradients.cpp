#include "core/training/gradients.h"

#include <cmath>

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>

#include "core/support/error.h"
#include "core/support/host_lock.h"
#include "core/support/in_use.h"

namespace torchsharp {

namespace {

[[noreturn]] void fail(const std::string& text) { throw Error(TSP_ERROR_RUNTIME, text); }

// libtorch would broadcast, but torch.autograd fails.
void requireMatch(const at::Tensor& output, const at::Tensor& gradient) {
    if (!gradient.defined()) {
        return;
    }
    if (gradient.sizes() != output.sizes()) {
        fail(c10::str("the gradient has the shape ", gradient.sizes(),
                      ", but its tensor has the shape ", output.sizes()));
    }
    if (gradient.is_complex() != output.is_complex()) {
        fail(c10::str("the gradient has the type ", gradient.scalar_type(),
                      ", but its tensor has the type ", output.scalar_type(),
                      ": both must be complex, or neither"));
    }
}

void requireMatches(const std::vector<at::Tensor>& outputs,
                    const std::vector<at::Tensor>& gradients, const char* what) {
    if (!gradients.empty() && gradients.size() != outputs.size()) {
        fail(c10::str("there are ", gradients.size(), " gradients for ", outputs.size(), " ", what,
                      ": give one for each, or none"));
    }
    for (size_t i = 0; i < gradients.size(); ++i) {
        requireMatch(outputs[i], gradients[i]);
    }
}

std::vector<at::Tensor> gradientsIn(const std::vector<at::Tensor>& tensors) {
    std::vector<at::Tensor> gradients;
    for (const auto& tensor : tensors) {
        if (const auto& gradient = tensor.grad(); gradient.defined()) {
            gradients.push_back(gradient);
        }
    }
    return gradients;
}

at::Tensor normOf(const std::vector<at::Tensor>& gradients, double normType) {
    std::vector<at::Tensor> norms;
    for (const auto& gradient : gradients) {
        norms.push_back(at::linalg_vector_norm(gradient, normType).to(gradients.front().device()));
    }
    return at::linalg_vector_norm(at::stack(norms), normType);
}

} // namespace

void backward(const std::vector<at::Tensor>& tensors, const std::vector<at::Tensor>& gradients,
              bool retainGraph, bool createGraph,
              const std::optional<std::vector<at::Tensor>>& inputs) {
    if (tensors.empty()) {
        fail("backward needs at least one tensor");
    }
    if (inputs && inputs->empty()) { // libtorch would take that for all leaves
        fail("the inputs of backward cannot be an empty list: omit them for all leaves");
    }
    requireMatches(tensors, gradients, "tensors");
    const UseMark running({.tensors = tensors, .isBackward = true});
    const WithoutHostLock released; // libtorch refuses to wait for its threads with it
    torch::autograd::backward(tensors, gradients, retainGraph, createGraph,
                              inputs.value_or(std::vector<at::Tensor>{}));
}

std::vector<at::Tensor> gradientsOf(const std::vector<at::Tensor>& outputs,
                                    const std::vector<at::Tensor>& inputs,
                                    const std::vector<at::Tensor>& gradients, bool retainGraph,
                                    bool createGraph, bool allowUnused) {
    if (outputs.empty() || inputs.empty()) {
        fail("grad needs at least one output and one input");
    }
    requireMatches(outputs, gradients, "outputs");
    const UseMark running({.tensors = outputs, .isBackward = true});
    const WithoutHostLock released;
    return torch::autograd::grad(outputs, inputs, gradients, retainGraph, createGraph, allowUnused);
}

void setGradient(const at::Tensor& tensor, const at::Tensor& gradient) {
    if (!gradient.defined()) {
        tensor.mutable_grad().reset();
        return;
    }
    if (gradient.is_same(tensor)) {
        fail("a tensor cannot be its own gradient");
    }
    if (gradient.scalar_type() != tensor.scalar_type()) {
        fail(c10::str("the gradient of a tensor of the type ", tensor.scalar_type(),
                      " must have that type, not ", gradient.scalar_type()));
    }
    if (gradient.device() != tensor.device()) {
        fail(c10::str("the gradient of a tensor on ", tensor.device(),
                      " must be on the same device, not on ", gradient.device()));
    }
    if (gradient.sizes() != tensor.sizes()) {
        fail(c10::str("the gradient of a tensor of the shape ", tensor.sizes(),
                      " must have that shape, not ", gradient.sizes()));
    }
    tensor.mutable_grad() = gradient;
}

double clipGradientNorm(const std::vector<at::Tensor>& tensors, double maxNorm, double normType,
                        bool errorIfNonfinite) {
    const c10::NoGradGuard noGrad;
    const auto gradients = gradientsIn(tensors);
    if (gradients.empty()) {
        return 0;
    }
    const auto norm = normOf(gradients, normType);
    const auto value = norm.item().toDouble();
    if (errorIfNonfinite && !std::isfinite(value)) {
        fail(c10::str("the norm of order ", normType, " of the gradients is ", value,
                      ", so they cannot be scaled by it. Omit error_if_nonfinite to scale them "
                      "anyway."));
    }
    const auto factor = at::clamp_max(maxNorm / (norm + 1e-6), 1.0);
    for (const auto& gradient : gradients) {
        gradient.mul_(factor.to(gradient.device()));
    }
    return value;
}

void clipGradientValue(const std::vector<at::Tensor>& tensors, double limit) {
    const c10::NoGradGuard noGrad;
    for (const auto& gradient : gradientsIn(tensors)) {
        gradient.clamp_(-limit, limit);
    }
}

} // namespace torchsharp
