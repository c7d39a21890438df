#include <ATen/ATen.h>
#include <ATen/OpMathType.h>
#include <ATen/native/TypeProperties.h>

#include "core/exported/custom_objects.h"
#include "core/exported/graph_step.h"
#include "core/exported/scalars.h"
#include "core/files/unreadable.h"
#include "core/support/error.h"

namespace torchsharp {

namespace {

// out_dtype(operator, element type, arguments...): computes in a type that is wide enough for all
// arguments and the result, which is converted then.
class OutDtypeStep final : public Step {
  public:
    OutDtypeStep(c10::OperatorHandle handle, c10::ScalarType dtype, std::vector<Source> arguments,
                 std::vector<Output> outputs)
        : handle_(std::move(handle)), dtype_(dtype), arguments_(std::move(arguments)),
          outputs_(std::move(outputs)) {}

    void run(Frame& frame) const override {
        auto& stack = frame.stack;
        auto state = at::native::update_result_type_state(at::empty({1}, at::dtype(dtype_)), {});
        for (const auto& argument : arguments_) {
            frame.push(argument);
            const auto& value = stack.back();
            if (value.isTensor()) {
                state = at::native::update_result_type_state(value.toTensor(), state);
            } else if (value.isScalar()) {
                state = at::native::update_result_type_state(value.toScalar(), state);
            }
        }
        const auto wide = at::toOpMathType(at::native::result_type(state));
        for (auto& value : stack) {
            if (value.isTensor()) {
                value = value.toTensor().to(wide);
            }
        }
        handle_.callBoxed(stack);
        for (auto& value : stack) {
            value = value.toTensor().to(dtype_);
        }
        store(frame, outputs_);
    }
    std::vector<Source*> sources() override { return pointersTo(arguments_); }
    std::vector<int*> outputs() override { return slotsOf(outputs_); }

  private:
    c10::OperatorHandle handle_;
    c10::ScalarType dtype_;
    std::vector<Source> arguments_;
    std::vector<Output> outputs_;
};

// call_torchbind(object, method, arguments...)
class CustomMethodStep final : public Step {
  public:
    CustomMethodStep(torch::jit::Function& method, std::vector<Source> arguments,
                     std::vector<Output> outputs)
        : method_(method), arguments_(std::move(arguments)), outputs_(std::move(outputs)) {}

    void run(Frame& frame) const override {
        for (const auto& argument : arguments_) {
            frame.push(argument);
        }
        method_.run(frame.stack);
        spread(frame.stack);
        store(frame, outputs_);
    }
    std::vector<Source*> sources() override { return pointersTo(arguments_); }
    std::vector<int*> outputs() override { return slotsOf(outputs_); }

  private:
    // A tuple is several results of the node.
    void spread(torch::jit::Stack& stack) const {
        if (outputs_.empty()) {
            stack.clear(); // None
        } else if (stack.size() == 1 && stack[0].isTuple() && outputs_.size() != 1) {
            const auto tuple = stack[0].toTuple();
            stack.assign(tuple->elements().begin(), tuple->elements().end());
        }
    }

    torch::jit::Function& method_; // of a registered class, which stays
    std::vector<Source> arguments_;
    std::vector<Output> outputs_;
};

} // namespace

// with_effects(token, operator, arguments...) -> (token, results...). Nodes run in the order in
// which the program has them, so that nothing needs the tokens themselves.
std::unique_ptr<Step> effectStep(GraphBuilder& builder, const Json& node) {
    const NodeArguments arguments(node);
    const auto& target = arguments.operatorAt(1);
    const auto& outputs = arrayOf(field(node, "outputs"));
    if (outputs.empty()) {
        throwUnreadable("its program calls '" + target + "' with effects, but without a token");
    }
    const auto token = taggedOf(outputs.front());
    builder.defineUnused(textOf(field(token.value, "name")));
    auto inner = innerNode(node, target, 2, 1);
    auto& results = inner["outputs"];
    if (results.size() == 1 && results[0].contains("as_none")) {
        results = Json::array(); // the operator returns nothing
    }
    return builder.step(inner);
}

std::unique_ptr<Step> outDtypeStep(GraphBuilder& builder, const Json& node) {
    const NodeArguments arguments(node);
    const auto handle = builder.operatorOf(arguments.operatorAt(0));
    const auto dtype = dtypeOf(tagged(arguments[1], "as_scalar_type"));
    const auto inner = innerNode(node, arguments.operatorAt(0), 2, 0);
    return std::make_unique<OutDtypeStep>(handle, dtype, builder.arguments(handle.schema(), inner),
                                          builder.outputs(node));
}

std::unique_ptr<Step> customMethodStep(GraphBuilder& builder, const Json& node) {
    const NodeArguments arguments(node);
    const auto& object = tagged(arguments[0], "as_custom_obj");
    const auto type = builder.customClass(textOf(field(object, "class_fqn")));
    const auto& name = arguments.textAt(1);
    auto* method = type->findMethod(name);
    if (method == nullptr) {
        throw Error(TSP_ERROR_UNKNOWN_OPERATOR, "the program calls the method '" + name +
                                                    "' of the class '" + type->repr_str() +
                                                    "', which does not have it");
    }
    auto inner = node;
    inner["inputs"].erase(1); // the method's name
    return std::make_unique<CustomMethodStep>(
        *method, builder.arguments(method->getSchema(), inner), builder.outputs(node));
}

} // namespace torchsharp
