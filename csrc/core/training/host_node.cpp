#include "core/training/host_node.h"

#include <mutex>
#include <optional>
#include <unordered_set>
#include <utility>

#include <ATen/FuncTorchTLS.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/saved_variable.h>

#include "core/nodes/tensor_handle.h"
#include "core/support/error.h"
#include "core/support/libtorch_differences.h"
#include "core/support/running_call.h"

namespace torchsharp {

namespace {

namespace autograd = torch::autograd;

tsp_tensor* borrow(const at::Tensor& tensor) {
    return tensor.defined() ? reinterpret_cast<tsp_tensor*>(tensor.unsafeGetTensorImpl()) : nullptr;
}

std::unordered_set<at::TensorImpl*> addressesOf(const std::vector<at::Tensor>& tensors) {
    std::unordered_set<at::TensorImpl*> addresses;
    for (const auto& tensor : tensors) {
        addresses.insert(tensor.unsafeGetTensorImpl());
    }
    return addresses;
}

// What backward of the caller fills.
class Results {
  public:
    explicit Results(size_t count) : handles_(count, nullptr) {}
    Results(const Results&) = delete;
    Results& operator=(const Results&) = delete;
    ~Results() {
        for (auto* handle : handles_) { // only a caller that failed halfway leaves some
            if (handle != nullptr) {
                takeTensor(handle);
            }
        }
    }

    tsp_tensor** data() { return handles_.data(); }

    std::vector<at::Tensor> take() {
        std::vector<at::Tensor> tensors;
        tensors.reserve(handles_.size());
        for (auto* handle : std::exchange(handles_, {})) {
            tensors.push_back(handle == nullptr ? at::Tensor() : takeTensor(handle));
        }
        return tensors;
    }

  private:
    std::vector<tsp_tensor*> handles_;
};

class HostNode : public autograd::Node {
  public:
    explicit HostNode(HostFunction function) : function_(std::move(function)) {}

    std::string name() const override { return function_.name; }

    void release_variables() override {
        const std::lock_guard<std::mutex> lock(mutex_);
        saved_.clear();
        isFreed_ = true;
    }

    void save(const std::vector<at::Tensor>& tensors) {
        for (const auto& tensor : tensors) {
            const bool isOutput = tensor.defined() && tensor.grad_fn().get() == this;
            saved_.emplace_back(tensor, isOutput);
        }
    }

    std::vector<at::Tensor> saved() {
        const std::lock_guard<std::mutex> lock(mutex_);
        if (isFreed_) {
            throw Error(TSP_ERROR_RUNTIME, autograd::ERR_BACKWARD_TWICE);
        }
        std::vector<at::Tensor> tensors;
        for (const auto& variable : saved_) {
            tensors.push_back(variable.unpack(getptr()));
        }
        return tensors;
    }

    void describeOutputs(const std::vector<std::optional<at::Tensor>>& outputs) {
        for (const auto& output : outputs) {
            outputs_.push_back(output ? autograd::VariableInfo(*output) : autograd::VariableInfo());
            areThere_.push_back(output.has_value());
        }
    }

    autograd::variable_list apply(autograd::variable_list&& gradients) override {
        void* context = function_.context->getToCall();
        materialize(gradients);
        std::vector<tsp_tensor*> given;
        for (const auto& gradient : gradients) {
            given.push_back(borrow(gradient));
        }
        std::vector<uint8_t> isNeeded(num_outputs());
        for (size_t i = 0; i < isNeeded.size(); ++i) {
            isNeeded[i] = task_should_compute_output(i) ? 1 : 0;
        }
        Results results(isNeeded.size());
        const tsp_backward_call call{.node = reinterpret_cast<tsp_node*>(this),
                                     .gradients = given.data(),
                                     .gradient_count = static_cast<int64_t>(given.size()),
                                     .results = results.data(),
                                     .result_count = static_cast<int64_t>(isNeeded.size()),
                                     .is_needed = isNeeded.data()};
        const RunningCall running; // libtorch's own threads come here, too
        if (function_.backward(context, &call) != 0) {
            throwFailure();
        }
        return results.take();
    }

  private:
    void materialize(autograd::variable_list& gradients) const {
        if (!function_.materializes) {
            return;
        }
        at::OptionalDeviceGuard guard;
        for (size_t i = 0; i < gradients.size() && i < outputs_.size(); ++i) {
            if (!gradients[i].defined() && areThere_[i]) {
                gradients[i] = outputs_[i].zeros(guard);
            }
        }
    }

    HostFunction function_;
    std::vector<autograd::SavedVariable> saved_;
    std::vector<autograd::VariableInfo> outputs_;
    std::vector<bool> areThere_; // an output may be None
    bool isFreed_ = false;
};

[[noreturn]] void refuseForwardMode() {
    throw Error(TSP_ERROR_RUNTIME,
                "a function whose backward is written by the caller has no derivative in forward "
                "mode: use backward, or operators of libtorch");
}

void requireNoTransform() {
    if (const auto& transforms = at::functorch::functorchTLSAccessor(); transforms != nullptr) {
        transforms->checkSupportsCppAutogradFunction();
    }
}

} // namespace

std::vector<at::Tensor> record(HostFunction function, const HostStep& step) {
    requireNoTransform();
    const bool isRecorded =
        c10::GradMode::is_enabled() && autograd::any_variable_requires_grad(step.inputs);
    c10::intrusive_ptr<HostNode> node;
    if (isRecorded) {
        node = c10::make_intrusive<HostNode>(std::move(function));
        node->set_next_edges(autograd::collect_next_edges(step.inputs));
        node->clear_input_metadata();
    }
    for (const auto& tensor : step.dirty) {
        tensor.unsafeGetTensorImpl()->bump_version();
    }
    std::vector<std::optional<at::Tensor>> raw;
    for (const auto& output : step.outputs) {
        raw.push_back(output.defined() ? std::optional(output) : std::nullopt);
    }
    c10::intrusive_ptr<autograd::Node> attached;
    const auto wrapped = wrapOutputs(
        attached, step.inputs, addressesOf(step.nonDifferentiable), addressesOf(step.dirty), raw,
        node, [](const auto&, const auto&) -> autograd::variable_list { refuseForwardMode(); },
        std::unordered_set<at::TensorImpl*>(),
        [](const at::Tensor& tensor) { return tensor.view_as(tensor); }, false);
    if (isRecorded) {
        node->describeOutputs(wrapped);
        node->save(step.saved);
        noteCreation(attached);
    }
    std::vector<at::Tensor> outputs;
    for (const auto& output : wrapped) {
        outputs.push_back(output.value_or(at::Tensor()));
    }
    return outputs;
}

std::vector<at::Tensor> savedWith(tsp_node* node) {
    return reinterpret_cast<HostNode*>(node)->saved();
}

} // namespace torchsharp
