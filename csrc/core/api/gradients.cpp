#include "core/training/gradients.h"
#include "abi/torchsharp_core.h"
#include "core/api/required.h"
#include "core/modules/moving.h"
#include "core/nodes/read_tree.h"
#include "core/nodes/results.h"
#include "core/nodes/tensor_handle.h"
#include "core/support/guard.h"

using torchsharp::guard;
using torchsharp::readTensors;
using torchsharp::shareTensor;

namespace {

// null: an undefined tensor.
at::Tensor shareOptional(tsp_tensor* handle) {
    return handle == nullptr ? at::Tensor() : shareTensor(handle);
}

// null: all leaves.
std::optional<std::vector<at::Tensor>> leavesIn(const tsp_value* inputs) {
    return inputs == nullptr ? std::nullopt : std::optional(readTensors(*inputs, "inputs"));
}

} // namespace

tsp_status tsp_tensor_requires_grad_set(tsp_tensor* tensor, int32_t on) {
    return guard([&] {
        TSP_REQUIRE(tensor);
        shareTensor(tensor).requires_grad_(on != 0);
    });
}

tsp_status tsp_tensor_is_leaf(tsp_tensor* tensor, int32_t* out) {
    return guard([&] {
        TSP_REQUIRE(tensor, out);
        *out = shareTensor(tensor).is_leaf() ? 1 : 0;
    });
}

tsp_status tsp_tensor_retain_grad(tsp_tensor* tensor) {
    return guard([&] {
        TSP_REQUIRE(tensor);
        shareTensor(tensor).retain_grad();
    });
}

tsp_status tsp_tensor_grad_get(tsp_tensor* tensor, tsp_tensor** out) {
    return guard([&] {
        TSP_REQUIRE(tensor, out);
        at::Tensor gradient = shareTensor(tensor).grad();
        *out = gradient.defined() ? torchsharp::releaseToHandle(std::move(gradient)) : nullptr;
    });
}

tsp_status tsp_tensor_grad_set(tsp_tensor* tensor, tsp_tensor* gradient) {
    return guard([&] {
        TSP_REQUIRE(tensor);
        torchsharp::setGradient(shareTensor(tensor), shareOptional(gradient));
    });
}

tsp_status tsp_tensor_data_set(tsp_tensor* tensor, tsp_tensor* data) {
    return guard([&] {
        TSP_REQUIRE(tensor, data);
        torchsharp::replaceData({{shareTensor(tensor), shareTensor(data)}},
                                "a tensor cannot be moved or cast");
    });
}

tsp_status tsp_tensor_backward(tsp_tensor* tensor, tsp_tensor* gradient, int32_t retain_graph,
                               int32_t create_graph, const tsp_value* inputs) {
    return guard([&] {
        TSP_REQUIRE(tensor);
        torchsharp::backward({shareTensor(tensor)}, {shareOptional(gradient)}, retain_graph != 0,
                             create_graph != 0, leavesIn(inputs));
    });
}

tsp_status tsp_tensors_grad(const tsp_value* outputs, const tsp_value* inputs,
                            const tsp_value* gradients, int32_t retain_graph, int32_t create_graph,
                            int32_t allow_unused, tsp_value* out) {
    return guard([&] {
        TSP_REQUIRE(outputs, inputs, out);
        const auto seeds = torchsharp::readOptionalTensors(gradients, "gradients");
        const auto results = torchsharp::gradientsOf(
            readTensors(*outputs, "outputs"), readTensors(*inputs, "inputs"), seeds,
            retain_graph != 0, create_graph != 0, allow_unused != 0);
        torchsharp::writeResult(c10::List<at::Tensor>(results), out, 1);
    });
}

tsp_status tsp_tensors_clip_grad_norm(const tsp_value* tensors, double max_norm, double norm_type,
                                      int32_t error_if_nonfinite, double* norm) {
    return guard([&] {
        TSP_REQUIRE(tensors, norm);
        *norm = torchsharp::clipGradientNorm(readTensors(*tensors, "tensors"), max_norm, norm_type,
                                             error_if_nonfinite != 0);
    });
}

tsp_status tsp_tensors_clip_grad_value(const tsp_value* tensors, double clip_value) {
    return guard([&] {
        TSP_REQUIRE(tensors);
        torchsharp::clipGradientValue(readTensors(*tensors, "tensors"), clip_value);
    });
}

tsp_status tsp_tensors_backward(const tsp_value* tensors, const tsp_value* gradients,
                                int32_t retain_graph, int32_t create_graph,
                                const tsp_value* inputs) {
    return guard([&] {
        TSP_REQUIRE(tensors);
        torchsharp::backward(readTensors(*tensors, "tensors"),
                             torchsharp::readOptionalTensors(gradients, "gradients"),
                             retain_graph != 0, create_graph != 0, leavesIn(inputs));
    });
}
