#include <algorithm>
#include <array>
#include <utility>

#include <ATen/ATen.h>

#include "core/exported/graph_step.h"
#include "core/files/unreadable.h"
#include "core/support/error.h"

namespace torchsharp {

namespace {

bool isMutable(const c10::Argument& argument) {
    return argument.alias_info() != nullptr && argument.alias_info()->isWrite();
}

bool isTensorList(const c10::Argument& argument) {
    auto type = argument.type();
    if (type->kind() == c10::TypeKind::OptionalType) {
        type = type->expectRef<c10::OptionalType>().getElementType();
    }
    return type->kind() == c10::TypeKind::ListType;
}

// A copy in memory of its own with the same strides, at the same place in its storage.
at::Tensor copyInPlace(const at::Tensor& tensor) {
    if (tensor.storage_offset() == 0 && tensor.is_non_overlapping_and_dense()) {
        return tensor.clone();
    }
    int64_t needed = tensor.numel() == 0 ? 0 : tensor.storage_offset() + 1;
    for (int64_t i = 0; i < tensor.dim() && tensor.numel() > 0; ++i) {
        needed += (tensor.size(i) - 1) * tensor.stride(i);
    }
    return tensor.as_strided({needed}, {1}, 0)
        .clone()
        .as_strided(tensor.sizes(), tensor.strides(), tensor.storage_offset());
}

c10::IValue copyInPlace(const c10::IValue& value) {
    if (value.isTensor()) {
        return copyInPlace(value.toTensor());
    }
    if (!value.isList()) {
        return value;
    }
    c10::impl::GenericList copies(value.type()->expectRef<c10::ListType>().getElementType());
    for (const auto& each : value.toListRef()) {
        copies.push_back(copyInPlace(each));
    }
    return copies;
}

// The position of a base, which is a number in the program. FORMAT.
size_t baseNumber(const Json& argument, size_t bases) {
    const auto number = intOf(tagged(argument, "as_int"));
    if (number < 0 || std::cmp_greater_equal(number, bases)) {
        throwUnreadable("its program changes a tensor that it does not give to the operator");
    }
    return static_cast<size_t>(number);
}

// auto_functionalized(operator, its arguments by name): calls it with copies of what it changes,
// and returns the copies after its results.
class FunctionalizedStep final : public Step {
  public:
    FunctionalizedStep(c10::OperatorHandle handle, std::vector<Source> arguments,
                       std::vector<Output> outputs)
        : handle_(std::move(handle)), arguments_(std::move(arguments)),
          outputs_(std::move(outputs)) {}

    void run(Frame& frame) const override {
        const auto& schema = handle_.schema();
        std::vector<c10::IValue> copies;
        for (size_t i = 0; i < arguments_.size(); ++i) {
            auto value = frame.take(arguments_[i]);
            if (isMutable(schema.arguments()[i])) {
                value = copyInPlace(value);
                copies.push_back(value);
            }
            frame.stack.push_back(std::move(value));
        }
        handle_.callBoxed(frame.stack);
        if (schema.returns().empty()) {
            frame.stack.emplace_back();
        }
        frame.stack.insert(frame.stack.end(), copies.begin(), copies.end());
        store(frame, outputs_);
    }
    std::vector<Source*> sources() override { return pointersTo(arguments_); }
    std::vector<int*> outputs() override { return slotsOf(outputs_); }

  private:
    c10::OperatorHandle handle_;
    std::vector<Source> arguments_;
    std::vector<Output> outputs_;
};

// How a changed argument lies in one of the bases.
struct BaseView {
    enum class Kind : uint8_t { None, Base, Alias, Strided, Slice };

    Kind kind = Kind::None;
    size_t base = 0;
    std::array<Source, 3> numbers; // sizes, strides and offset; or dimension, start and end

    at::Tensor of(const std::vector<at::Tensor>& bases, Frame& frame) const {
        const auto& tensor = bases[base];
        const auto number = [&](size_t i) { return frame.take(numbers[i]); };
        const auto size = [&](size_t i) -> std::optional<int64_t> {
            const auto value = number(i);
            return value.isNone() ? std::nullopt : std::optional(value.toInt());
        };
        switch (kind) {
        case Kind::Strided:
            return tensor.as_strided(number(0).toIntVector(), number(1).toIntVector(),
                                     number(2).toInt());
        case Kind::Slice:
            return tensor.slice(number(0).toInt(), size(1), size(2));
        case Kind::Alias:
            return at::alias(tensor);
        default:
            return tensor;
        }
    }
};

// auto_functionalized_v2(operator, its other arguments by name, _all_bases=[...]): what the
// operator changes are views of the bases, which are copied and returned after its results.
class FunctionalizedBasesStep final : public Step {
  public:
    // One for each argument of the operator: a value, or what it changes.
    struct Given {
        Source source;
        bool isChanged = false;
        bool isList = false;
        std::vector<BaseView> views;
    };

    FunctionalizedBasesStep(c10::OperatorHandle handle, std::vector<Source> bases,
                            std::vector<Given> arguments, std::vector<Output> outputs)
        : handle_(std::move(handle)), bases_(std::move(bases)), arguments_(std::move(arguments)),
          outputs_(std::move(outputs)) {}

    void run(Frame& frame) const override {
        std::vector<at::Tensor> bases;
        for (const auto& base : bases_) {
            bases.push_back(copyInPlace(frame.take(base).toTensor()));
        }
        for (const auto& argument : arguments_) {
            if (!argument.isChanged) {
                frame.push(argument.source);
            } else if (argument.isList) {
                frame.stack.push_back(listOf(argument, bases, frame));
            } else if (argument.views.empty() || argument.views[0].kind == BaseView::Kind::None) {
                frame.stack.emplace_back();
            } else {
                frame.stack.emplace_back(argument.views[0].of(bases, frame));
            }
        }
        handle_.callBoxed(frame.stack);
        if (handle_.schema().returns().empty()) {
            frame.stack.emplace_back();
        }
        frame.stack.insert(frame.stack.end(), bases.begin(), bases.end());
        store(frame, outputs_);
    }

    std::vector<Source*> sources() override {
        auto all = pointersTo(bases_);
        for (auto& argument : arguments_) {
            if (!argument.isChanged) {
                all.push_back(&argument.source);
            }
            for (auto& view : argument.views) {
                const bool hasNumbers =
                    view.kind == BaseView::Kind::Strided || view.kind == BaseView::Kind::Slice;
                for (auto& number : view.numbers) {
                    if (hasNumbers) {
                        all.push_back(&number);
                    }
                }
            }
        }
        return all;
    }
    std::vector<int*> outputs() override { return slotsOf(outputs_); }

  private:
    static c10::IValue listOf(const Given& argument, const std::vector<at::Tensor>& bases,
                              Frame& frame) {
        const bool hasNone =
            std::any_of(argument.views.begin(), argument.views.end(),
                        [](const BaseView& each) { return each.kind == BaseView::Kind::None; });
        c10::TypePtr element = c10::TensorType::get();
        if (hasNone) {
            element = c10::OptionalType::create(element);
        }
        c10::impl::GenericList list(element);
        for (const auto& view : argument.views) {
            list.push_back(view.kind == BaseView::Kind::None ? c10::IValue()
                                                             : view.of(bases, frame));
        }
        return list;
    }

    c10::OperatorHandle handle_;
    std::vector<Source> bases_;
    std::vector<Given> arguments_;
    std::vector<Output> outputs_;
};

// Reads how the changed arguments lie in the bases.
class ViewReader {
  public:
    ViewReader(GraphBuilder& builder, const NodeArguments& arguments, size_t bases)
        : builder_(builder), arguments_(arguments), bases_(bases) {}

    std::vector<BaseView> read(const c10::Argument& argument) {
        const auto prefix = "_" + argument.name();
        std::vector<BaseView> views;
        if (!isTensorList(argument)) {
            views.push_back(view(prefix));
        } else if (const auto* length = arguments_.named(prefix + "_length")) {
            const auto count = intOf(tagged(*length, "as_int"));
            for (int64_t i = 0; i < count; ++i) {
                const auto item = prefix + "_" + std::to_string(i);
                if (!arguments_.has(item + "_base_index")) {
                    throwUnreadable("its program changes a list of tensors without the item " +
                                    std::to_string(i));
                }
                views.push_back(view(item));
            }
        }
        return views;
    }

  private:
    BaseView view(const std::string& prefix) {
        BaseView view;
        const auto* base = arguments_.named(prefix + "_base_index");
        if (base == nullptr) {
            return view;
        }
        view.base = baseNumber(*base, bases_);
        view.kind = BaseView::Kind::Base;
        if (arguments_.has(prefix + "_alias")) {
            view.kind = BaseView::Kind::Alias;
        } else if (arguments_.has(prefix + "_storage_offset")) {
            view.kind = BaseView::Kind::Strided;
            setNumbers(view, prefix, {"_size", "_stride", "_storage_offset"});
        } else if (arguments_.has(prefix + "_slice_dim")) {
            view.kind = BaseView::Kind::Slice;
            setNumbers(view, prefix, {"_slice_dim", "_slice_start", "_slice_end"});
        }
        return view;
    }

    void setNumbers(BaseView& view, const std::string& prefix, std::array<const char*, 3> names) {
        for (size_t i = 0; i < names.size(); ++i) {
            const auto* given = arguments_.named(prefix + names[i]);
            view.numbers[i] = given == nullptr ? builder_.constant({})
                                               : builder_.source(*given, sizesType(*given));
        }
    }

    static c10::TypePtr sizesType(const Json& argument) {
        static const c10::TypePtr list = c10::ListType::create(c10::IntType::get());
        return taggedOf(argument).value.is_array() ? list : nullptr;
    }

    GraphBuilder& builder_;
    const NodeArguments& arguments_;
    size_t bases_;
};

} // namespace

std::unique_ptr<Step> functionalizedStep(GraphBuilder& builder, const Json& node) {
    const NodeArguments arguments(node);
    const auto handle = builder.operatorOf(arguments.operatorAt(0));
    const auto inner = innerNode(node, arguments.operatorAt(0), 1, 0);
    const auto written = builder.facts().written; // not the arguments, but copies of them
    auto given = builder.arguments(handle.schema(), inner);
    builder.facts().written = written;
    return std::make_unique<FunctionalizedStep>(handle, std::move(given), builder.outputs(node));
}

std::unique_ptr<Step> functionalizedBasesStep(GraphBuilder& builder, const Json& node) {
    const NodeArguments arguments(node);
    const auto handle = builder.operatorOf(arguments.operatorAt(0));
    std::vector<Source> bases;
    if (const auto* given = arguments.named("_all_bases")) {
        bases = builder.sources(*given);
    }
    ViewReader views(builder, arguments, bases.size());
    std::vector<FunctionalizedBasesStep::Given> all;
    for (const auto& argument : handle.schema().arguments()) {
        FunctionalizedBasesStep::Given given;
        given.isChanged = isMutable(argument);
        given.isList = given.isChanged && isTensorList(argument) &&
                       arguments.named("_" + argument.name() + "_length") != nullptr;
        if (given.isChanged) {
            if (arguments.has("_" + argument.name() + "_dtype")) {
                throw Error(TSP_ERROR_UNSUPPORTED,
                            "the program calls '" + arguments.operatorAt(0) +
                                "' without the tensor '" + argument.name() +
                                "' that it writes its result to, which is not supported");
            }
            given.views = views.read(argument);
        } else if (const auto* value = arguments.named(argument.name())) {
            given.source = builder.source(*value, argument.type());
        } else if (arguments.has(argument.name()) || !argument.default_value()) {
            given.source = builder.constant({});
        } else {
            given.source = builder.constant(*argument.default_value());
        }
        all.push_back(std::move(given));
    }
    return std::make_unique<FunctionalizedBasesStep>(handle, std::move(bases), std::move(all),
                                                     builder.outputs(node));
}

} // namespace torchsharp
