#include "core/nodes/typed_operator.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include <ATen/core/jit_type.h>
#include <c10/core/impl/LocalDispatchKeySet.h>

#include "core/nodes/autograd_use.h"
#include "core/nodes/number_operator.h"
#include "core/nodes/results.h"
#include "core/nodes/typed_arguments.h"
#include "core/support/call_slot.h"
#include "core/support/in_use.h"

namespace torchsharp {

namespace {

using c10::OperatorHandle;

template <class Signature> class TypedCall;

template <class Result, class... Arguments>
class TypedCall<Result(Arguments...)> final : public TypedOperator {
  public:
    explicit TypedCall(const OperatorHandle& handle)
        : TypedOperator(handle), handle_(handle.typed<Result(Arguments...)>()) {}

    static std::unique_ptr<TypedOperator> make(const OperatorHandle& handle) {
        return std::make_unique<TypedCall>(handle);
    }

    bool fits(const tsp_value* args, size_t count) const override {
        return count <= sizeof...(Arguments) &&
               fits(args, count, std::index_sequence_for<Arguments...>());
    }

    void run(const tsp_value* args, size_t count, tsp_value* out) const override {
        run(args, count, out, std::index_sequence_for<Arguments...>());
    }

  private:
    static void put(tsp_value* out, at::Tensor&& result) {
        if (out != nullptr) {
            writeTensor(std::move(result), *out);
        }
    }
    static void put(tsp_value* out, const at::Tensor& result) {
        if (out != nullptr) {
            writeTensor(at::Tensor(result), *out);
        }
    }
    static void put(tsp_value* out, bool result) {
        if (out != nullptr) {
            *out = {};
            out->as.i = result ? 1 : 0;
            out->kind = TSP_KIND_BOOL;
        }
    }

    template <size_t... I>
    bool fits([[maybe_unused]] const tsp_value* args, [[maybe_unused]] size_t count,
              std::index_sequence<I...>) const {
        return (TypedArgument<Arguments>::fits(node(args, count, I)) && ...);
    }

    template <size_t... I>
    void run([[maybe_unused]] const tsp_value* args, [[maybe_unused]] size_t count, tsp_value* out,
             std::index_sequence<I...>) const {
        const bool isForAny = (isForAutograd<Arguments>(node(args, count, I)) || ...);
        const c10::impl::ExcludeDispatchKeyGuard without(isForAny ? c10::DispatchKeySet() : idle());
        // In one expression: the result may refer to an argument.
        put(out, handle_.call(TypedArgument<Arguments>(node(args, count, I)).get()...));
    }

    template <class Argument> static bool isForAutograd(const tsp_value& node) {
        if constexpr (isTensorArgument<Argument>) {
            return node.kind == TSP_KIND_TENSOR &&
                   torchsharp::isForAutograd(TensorArgument(node).get());
        } else {
            return false;
        }
    }

    c10::TypedOperatorHandle<Result(Arguments...)> handle_;
};

using Maker = std::unique_ptr<TypedOperator> (*)(const OperatorHandle&);

const std::map<std::string_view, Maker>& makers() {
    static const std::map<std::string_view, Maker> all = {
#define TYPED_SIGNATURE(key, ...) {key, &TypedCall<__VA_ARGS__>::make},
#include "core/nodes/typed_signatures.inc"
#undef TYPED_SIGNATURE
    };
    return all;
}

void addType(std::string& key, const c10::Argument& argument) {
    if (argument.alias_info() != nullptr && argument.alias_info()->isWrite()) {
        key += '!';
    }
    key += argument.real_type()->str();
}

// Such as "Tensor,Scalar->Tensor"; what is written to has a mark, "!Tensor".
std::string keyOf(const c10::FunctionSchema& schema) {
    std::string key;
    for (const auto& argument : schema.arguments()) {
        key += key.empty() ? "" : ",";
        addType(key, argument);
    }
    key += "->";
    for (const auto& result : schema.returns()) {
        key += key.back() == '>' ? "" : ",";
        addType(key, result);
    }
    return key;
}

tsp_value plainNode(const c10::IValue& value) {
    tsp_value node{};
    if (value.isInt()) {
        node.kind = TSP_KIND_INT;
        node.as.i = value.toInt();
    } else if (value.isDouble()) {
        node.kind = TSP_KIND_FLOAT;
        node.as.f = value.toDouble();
    } else if (value.isBool()) {
        node.kind = TSP_KIND_BOOL;
        node.as.i = value.toBool() ? 1 : 0;
    } else if (value.isNone()) {
        node.kind = TSP_KIND_NONE;
    } else {
        node.kind = TSP_KIND_DEFAULT;
    }
    return node;
}

// The kernels of autograd that do more than record: detach_ refuses views, whatever they record.
bool hasOwnAutograd(const std::string& name) {
    return name == "aten::detach_" || name == "aten::_make_dual" || name == "aten::_fw_primal";
}

// Autograd's own kernels go on to the same ones. Composite operators have none, and libraries may
// do what they like there.
c10::DispatchKeySet idleWithoutGradients(const OperatorHandle& handle) {
    const auto& schema = handle.schema();
    if (!schema.name().starts_with("aten::") || hasOwnAutograd(schema.name()) ||
        handle.hasKernelForDispatchKey(c10::DispatchKey::CompositeImplicitAutograd)) {
        return {};
    }
    const auto aliases = [](const c10::Argument& each) { return each.alias_info() != nullptr; };
    const auto& arguments = schema.arguments();
    return std::any_of(arguments.begin(), arguments.end(), aliases)
               ? c10::autograd_dispatch_keyset
               : c10::autograd_dispatch_keyset_with_ADInplaceOrView;
}

} // namespace

TypedOperator::TypedOperator(const OperatorHandle& handle) : idle_(idleWithoutGradients(handle)) {
    for (const auto& argument : handle.schema().arguments()) {
        tsp_value none{};
        none.kind = TSP_KIND_DEFAULT;
        const auto& given = argument.default_value();
        defaults_.push_back(given ? plainNode(*given) : none);
    }
}

bool TypedOperator::call(const tsp_value* args, size_t count, tsp_value* out) const {
    CallSlot* slot = slotOfCaller();
    if (slot == nullptr || !fits(args, count)) {
        return false;
    }
    // Only now: a search for what calls use looks into the nodes unchecked.
    const UseMark running({.nodes = args, .nodeCount = count}, *slot);
    run(args, count, out);
    return true;
}

std::unique_ptr<TypedOperator> TypedOperator::of(const OperatorHandle& handle) {
    const auto found = makers().find(keyOf(handle.schema()));
    if (found == makers().end()) {
        return nullptr;
    }
    try {
        return withKeptNumbers(handle, found->second(handle));
    } catch (const c10::Error&) { // a library registered it with another C++ signature
        return nullptr;
    }
}

} // namespace torchsharp
