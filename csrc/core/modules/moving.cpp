#include "core/modules/moving.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>

#include "core/modules/members.h"
#include "core/support/device.h"
#include "core/support/error.h"
#include "core/support/in_use.h"
#include "core/types/names.h"

namespace torchsharp {

namespace {

// Parameters and buffers, each once.
std::vector<at::Tensor> stateTensors(const Module& module) {
    std::vector<at::Tensor> tensors;
    for (const auto kind : {TSP_MEMBER_PARAMETERS, TSP_MEMBER_BUFFERS}) {
        for (const auto& member : membersOf(module, kind)) {
            tensors.push_back(member.second.toTensor());
        }
    }
    return tensors;
}

std::vector<at::Tensor> parametersOf(const Module& module) {
    std::vector<at::Tensor> tensors;
    for (const auto& member : membersOf(module, TSP_MEMBER_PARAMETERS)) {
        tensors.push_back(member.second.toTensor());
    }
    return tensors;
}

// What a move changes: tensors that it leaves as they are need not be free for it.
template <class Moved> std::vector<DataChange> changesOf(const Module& module, const Moved& moved) {
    const UseMark reading(module.object().get());
    std::vector<DataChange> changes;
    const auto add = [&](const at::Tensor& tensor) {
        const auto before = tensor.detach();
        if (auto data = moved(before); !data.is_same(before)) {
            changes.emplace_back(tensor, std::move(data));
        }
    };
    for (const auto& tensor : stateTensors(module)) {
        add(tensor);
        if (const auto& gradient = tensor.is_leaf() ? tensor.grad() : at::Tensor();
            gradient.defined()) {
            add(gradient);
        }
    }
    return changes;
}

class Move {
  public:
    Move(const std::optional<c10::Device>& device, const std::optional<at::ScalarType>& dtype,
         int flags)
        : device_(device), dtype_(dtype), nonBlocking_((flags & TSP_TO_NON_BLOCKING) != 0),
          realOnly_((flags & TSP_TO_REAL_ONLY) != 0) {}

    at::Tensor operator()(const at::Tensor& tensor) const {
        const bool casts = tensor.is_floating_point() || (tensor.is_complex() && !realOnly_);
        return tensor.to(device_.value_or(tensor.device()),
                         casts ? dtype_.value_or(tensor.scalar_type()) : tensor.scalar_type(),
                         nonBlocking_);
    }

  private:
    std::optional<c10::Device> device_;
    std::optional<at::ScalarType> dtype_;
    bool nonBlocking_;
    bool realOnly_;
};

} // namespace

void moveModule(const Module& module, const std::optional<c10::Device>& device,
                const std::optional<at::ScalarType>& dtype, int flags) {
    if (dtype && !at::isFloatingType(*dtype) && !at::isComplexType(*dtype)) {
        throw Error(TSP_ERROR_VALUE,
                    "a module can be cast to a floating point or complex type, not to " +
                        std::string(c10::toString(*dtype)));
    }
    const c10::AutoGradMode off(false);
    const Move moved(device, dtype, flags);
    // All copies are made before a tensor changes, so that a failure leaves the module unchanged.
    auto changes = changesOf(module, moved);
    for (const auto& [tensor, data] : changes) {
        if (!at::_has_compatible_shallow_copy_type(tensor, data)) {
            throw Error(TSP_ERROR_VALUE,
                        "a tensor on '" + tensor.device().str() + "' cannot move to '" +
                            data.device().str() +
                            "' in place: load the module with that map_location instead");
        }
    }
    replaceData(changes, "the module '" + typeName(module) + "' cannot be moved or cast");
}

void replaceData(const std::vector<DataChange>& changes, const std::string& refusal) {
    Replaced replaced;
    std::vector<c10::Storage> before; // freed when calls may run again
    for (const auto& [tensor, data] : changes) {
        replaced.tensors.insert(tensor.unsafeGetTensorImpl());
    }
    if (changes.empty()) {
        return;
    }
    changeInPlace(replaced, refusal, [&] {
        for (const auto& [tensor, data] : changes) {
            if (tensor.has_storage()) {
                before.push_back(tensor.storage());
            }
            const bool recorded = tensor.requires_grad();
            tensor.set_data(data);
            if (tensor.is_leaf() && tensor.requires_grad() != recorded) {
                tensor.set_requires_grad(recorded);
            }
        }
    });
}

void setRequiresGrad(const Module& module, bool on) {
    for (const auto& parameter : parametersOf(module)) {
        parameter.set_requires_grad(on);
    }
}

void zeroGrad(const Module& module, bool setToNone) {
    for (const auto& parameter : parametersOf(module)) {
        auto& gradient = parameter.mutable_grad();
        if (!gradient.defined()) {
            continue;
        }
        if (setToNone) {
            gradient.reset();
            continue;
        }
        if (gradient.grad_fn()) {
            gradient.detach_();
        } else { // it may be a view, which cannot be detached in place
            gradient.set_requires_grad(false);
        }
        gradient.zero_();
    }
}

} // namespace torchsharp
