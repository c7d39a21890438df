#include "core/exported/batching.h"

#include <ATen/ATen.h>
#include <ATen/functorch/BatchedTensorImpl.h>
#include <ATen/functorch/DynamicLayer.h>

#include "core/exported/node_arguments.h"
#include "core/files/unreadable.h"
#include "core/support/error.h"

namespace torchsharp {

namespace {

namespace functorch = at::functorch;

// Opens a level of torch.vmap: until it is closed, batched tensors look like one of their parts.
class OpenLevelStep final : public Step {
  public:
    OpenLevelStep(Source size, functorch::RandomnessType randomness, std::vector<Output> outputs)
        : size_(size), randomness_(randomness), outputs_(std::move(outputs)) {}

    void run(Frame& frame) const override {
        functorch::initAndPushDynamicLayer(functorch::TransformType::Vmap,
                                           c10::SymInt(frame.take(size_).toInt()), randomness_);
        frame.stack.emplace_back();
        store(frame, outputs_);
    }
    std::vector<Source*> sources() override { return {&size_}; }
    std::vector<int*> outputs() override { return slotsOf(outputs_); }
    int levels() const override { return 1; }

  private:
    Source size_;
    functorch::RandomnessType randomness_;
    std::vector<Output> outputs_;
};

class CloseLevelStep final : public Step {
  public:
    void run(Frame&) const override { functorch::popDynamicLayerAndDeleteMetadata(); }
    std::vector<Source*> sources() override { return {}; }
    std::vector<int*> outputs() override { return {}; }
    int levels() const override { return -1; }
};

// The level that is open; the program's own numbers begin at 1, whoever calls it.
int64_t openLevel() {
    const auto layer = functorch::maybeCurrentDynamicLayer();
    if (!layer || layer->key() != functorch::TransformType::Vmap) {
        throw Error(TSP_ERROR_RUNTIME, "the program batches a tensor outside of torch.vmap");
    }
    return layer->layerId();
}

at::Tensor tensorAt(const torch::jit::Stack& stack, size_t index) {
    if (!stack[index].isTensor()) {
        throw Error(TSP_ERROR_RUNTIME,
                    "the program batches a value of type " + stack[index].type()->annotation_str());
    }
    return stack[index].toTensor();
}

// (tensor, dimension, level)
c10::IValue addBatch(const torch::jit::Stack& stack) {
    const auto tensor = tensorAt(stack, 0);
    return functorch::addBatchDim(tensor, at::maybe_wrap_dim(stack[1].toInt(), tensor.dim()),
                                  openLevel());
}

// (tensor, level, size, dimension)
c10::IValue removeBatch(const torch::jit::Stack& stack) {
    const auto tensor = tensorAt(stack, 0);
    const auto dimension = at::maybe_wrap_dim(stack[3].toInt(), tensor.dim() + 1);
    const auto* batched = functorch::maybeGetBatchedImpl(tensor);
    if (batched == nullptr || batched->level() != openLevel()) { // it does not depend on the batch
        auto sizes = tensor.sizes().vec();
        sizes.insert(sizes.begin() + dimension, stack[2].toInt());
        return tensor.unsqueeze(dimension).expand(sizes);
    }
    return at::movedim(batched->value(), batched->bdim(), dimension);
}

class BatchStep final : public Step {
  public:
    using Function = c10::IValue (*)(const torch::jit::Stack&);

    BatchStep(Function function, std::vector<Source> arguments, std::vector<Output> outputs)
        : function_(function), arguments_(std::move(arguments)), outputs_(std::move(outputs)) {}

    void run(Frame& frame) const override {
        for (const auto& argument : arguments_) {
            frame.push(argument);
        }
        auto result = function_(frame.stack);
        frame.stack.clear();
        frame.stack.push_back(std::move(result));
        store(frame, outputs_);
    }
    std::vector<Source*> sources() override { return pointersTo(arguments_); }
    std::vector<int*> outputs() override { return slotsOf(outputs_); }

  private:
    Function function_;
    std::vector<Source> arguments_;
    std::vector<Output> outputs_;
};

// Python registers rules for more operators here; libtorch's own need nothing.
class NothingStep final : public Step {
  public:
    explicit NothingStep(std::vector<Output> outputs) : outputs_(std::move(outputs)) {}

    void run(Frame&) const override {}
    std::vector<Source*> sources() override { return {}; }
    std::vector<int*> outputs() override { return slotsOf(outputs_); }

  private:
    std::vector<Output> outputs_;
};

functorch::RandomnessType randomnessOf(const std::string& name) {
    if (name == "error") {
        return functorch::RandomnessType::Error;
    }
    if (name == "same") {
        return functorch::RandomnessType::Same;
    }
    if (name == "different") {
        return functorch::RandomnessType::Different;
    }
    throwUnreadable("its program batches with the unknown randomness '" + name + "'");
}

} // namespace

void closeLevels(int count) {
    for (int i = 0; i < count; ++i) {
        functorch::popDynamicLayerAndDeleteMetadata();
    }
}

std::unique_ptr<Step> batchingStep(GraphBuilder& builder, const std::string& target,
                                   const Json& node) {
    constexpr std::string_view prefix = "torch._functorch.predispatch.";
    if (!target.starts_with(prefix)) {
        return nullptr;
    }
    const auto name = std::string_view(target).substr(prefix.size());
    const NodeArguments arguments(node);
    const auto allOf = [&](size_t count) {
        std::vector<Source> sources;
        for (size_t i = 0; i < count; ++i) {
            sources.push_back(builder.source(arguments[i]));
        }
        return sources;
    };
    if (name == "_vmap_increment_nesting") {
        builder.changeLevels(1);
        return std::make_unique<OpenLevelStep>(
            builder.source(arguments[0]), randomnessOf(arguments.textAt(1)), builder.outputs(node));
    }
    if (name == "_vmap_decrement_nesting") {
        builder.changeLevels(-1);
        builder.outputs(node);
        return std::make_unique<CloseLevelStep>();
    }
    if (name == "_add_batch_dim") {
        return std::make_unique<BatchStep>(&addBatch, allOf(3), builder.outputs(node));
    }
    if (name == "_remove_batch_dim") {
        return std::make_unique<BatchStep>(&removeBatch, allOf(4), builder.outputs(node));
    }
    if (name == "lazy_load_decompositions") {
        return std::make_unique<NothingStep>(builder.outputs(node));
    }
    throw Error(TSP_ERROR_UNSUPPORTED,
                "the program calls '" + target +
                    "', which is not supported: torch.func.jvp and its like run in Python alone. "
                    "Export the program after run_decompositions().");
}

} // namespace torchsharp
