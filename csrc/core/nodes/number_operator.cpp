#include "core/nodes/number_operator.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include <ATen/EmptyTensor.h>
#include <c10/core/impl/LocalDispatchKeySet.h>

#include "core/nodes/autograd_use.h"
#include "core/nodes/tensor_handle.h"
#include "core/support/call_slot.h"

namespace torchsharp {

using at::ScalarType;

// The numbers that a thread keeps as tensors without dimensions, one for each element type. Such a
// tensor is a "wrapped number", as libtorch calls it: its type does not widen that of a result.
class KeptNumbers {
  public:
    static KeptNumbers& of(CallSlot& slot) {
        if (slot.numbers == nullptr) {
            slot.numbers = new KeptNumbers; // as long-lived as the slot: never freed
        }
        return *slot.numbers;
    }

    at::Tensor& place(ScalarType type) {
        return type == ScalarType::Float ? float_ : type == ScalarType::Double ? double_ : long_;
    }

  private:
    at::Tensor float_;
    at::Tensor double_;
    at::Tensor long_;
};

namespace {

// A number as a tensor, during a call. Calls within that call do not find it, and the next one only
// if none has kept it.
class LentNumber {
  public:
    LentNumber(CallSlot& slot, ScalarType type, const tsp_value& number)
        : place_(KeptNumbers::of(slot).place(type)), tensor_(std::move(place_)) {
        if (!tensor_.defined()) {
            tensor_ = at::detail::empty_cpu({}, type);
            tensor_.unsafeGetTensorImpl()->set_wrapped_number(true);
        }
        void* element = tensor_.unsafeGetTensorImpl()->mutable_data();
        if (type == ScalarType::Float) {
            *static_cast<float*>(element) = as<float>(number);
        } else if (type == ScalarType::Double) {
            *static_cast<double*>(element) = as<double>(number);
        } else {
            *static_cast<int64_t*>(element) = number.as.i;
        }
    }
    LentNumber(const LentNumber&) = delete;
    LentNumber& operator=(const LentNumber&) = delete;
    ~LentNumber() {
        if (tensor_.use_count() == 1) {
            place_ = std::move(tensor_);
        }
    }

    void* handle() const { return tensor_.unsafeGetTensorImpl(); }

  private:
    template <class T> static T as(const tsp_value& number) {
        return number.kind == TSP_KIND_INT ? static_cast<T>(number.as.i)
                                           : static_cast<T>(number.as.f);
    }

    at::Tensor& place_;
    at::Tensor tensor_;
};

// Whether dispatch leads from the tensor to the kernels of the CPU: no transformation, no mode of
// Python, and no other layout or kind of tensor is in the way.
bool isPlain(const at::TensorImpl& tensor) {
    // Autocast converts the operands of other operators.
    const auto beside =
        c10::autograd_dispatch_keyset_with_ADInplaceOrView | c10::autocast_dispatch_keyset;
    const auto included = c10::impl::tls_local_dispatch_key_set().included_;
    return tensor.key_set() - beside == c10::DispatchKeySet(c10::DispatchKey::CPU) &&
           included - beside == c10::DispatchKeySet(c10::DispatchKey::BackendSelect) &&
           !tensor.is_wrapped_number();
}

// The type of both operands and of what is computed; none where libtorch would compute in another.
std::optional<ScalarType> commonType(ScalarType tensor, int32_t numberKind) {
    const bool isReal = tensor == ScalarType::Float || tensor == ScalarType::Double;
    const bool isCommon = numberKind == TSP_KIND_FLOAT ? isReal
                          : numberKind == TSP_KIND_INT ? isReal || tensor == ScalarType::Long
                                                       : false;
    return isCommon ? std::optional(tensor) : std::nullopt;
}

class NumberOperator final : public TypedOperator {
  public:
    NumberOperator(const c10::OperatorHandle& handle, std::unique_ptr<TypedOperator> usual,
                   std::unique_ptr<TypedOperator> ofTensors)
        : TypedOperator(handle), usual_(std::move(usual)), ofTensors_(std::move(ofTensors)) {}

    bool fits(const tsp_value* args, size_t count) const override {
        return usual_->fits(args, count);
    }

    void run(const tsp_value* args, size_t count, tsp_value* out) const override {
        CallSlot* slot = slotOfCaller();
        const auto type = slot == nullptr ? std::nullopt : commonType(args, count);
        if (!type) {
            usual_->run(args, count, out);
            return;
        }
        const LentNumber number(*slot, *type, args[1]);
        std::array<tsp_value, mostArguments> nodes{};
        std::copy_n(args, count, nodes.begin());
        nodes[1].kind = TSP_KIND_TENSOR;
        nodes[1].as.ref.data = number.handle();
        ofTensors_->run(nodes.data(), count, out);
    }

  private:
    static constexpr size_t mostArguments = 3; // a factor is the last

    // Of arguments that fit.
    static std::optional<ScalarType> commonType(const tsp_value* args, size_t count) {
        if (count < 2) {
            return std::nullopt;
        }
        const BorrowedTensor tensor(static_cast<tsp_tensor*>(args[0].as.ref.data));
        // What autograd records differs.
        if (!isPlain(*tensor.get().unsafeGetTensorImpl()) || isForAutograd(tensor.get())) {
            return std::nullopt;
        }
        return torchsharp::commonType(tensor.get().scalar_type(), args[1].kind);
    }

    std::unique_ptr<TypedOperator> usual_;
    std::unique_ptr<TypedOperator> ofTensors_;
};

// Those whose kernel for a number calls the one for tensors, and does nothing else.
constexpr std::array<std::string_view, 17> names = {
    "aten::add",  "aten::sub",  "aten::mul",  "aten::div",  "aten::rsub",     "aten::add_",
    "aten::sub_", "aten::mul_", "aten::div_", "aten::eq",   "aten::ne",       "aten::lt",
    "aten::le",   "aten::gt",   "aten::ge",   "aten::fmod", "aten::remainder"};

} // namespace

std::unique_ptr<TypedOperator> withKeptNumbers(const c10::OperatorHandle& handle,
                                               std::unique_ptr<TypedOperator> usual) {
    const auto& [name, overload] = handle.operator_name();
    if (overload != "Scalar" || std::find(names.begin(), names.end(), name) == names.end()) {
        return usual;
    }
    const auto found = c10::Dispatcher::singleton().findSchema({name, "Tensor"});
    auto ofTensors = found ? TypedOperator::of(*found) : nullptr;
    if (ofTensors == nullptr) {
        return usual;
    }
    return std::make_unique<NumberOperator>(handle, std::move(usual), std::move(ofTensors));
}

} // namespace torchsharp
