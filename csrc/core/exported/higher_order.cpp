#include "core/exported/higher_order.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "core/files/unreadable.h"
#include "core/support/error.h"

namespace torchsharp {

namespace {

constexpr std::string_view prefix = "torch.ops.higher_order.";

const Json& argumentAt(const Json& node, size_t index) {
    const auto& inputs = arrayOf(field(node, "inputs"));
    if (index >= inputs.size()) {
        throwUnreadable("its program calls '" + textOf(field(node, "target")) + "' with " +
                        std::to_string(inputs.size()) + " arguments");
    }
    return field(inputs[index], "arg");
}

bool truthOf(const c10::IValue& value) {
    return value.isTensor() ? value.toTensor().item().toBool() : value.toScalar().toBool();
}

// A step that runs one of its graphs with operands.
class GraphStep : public Step {
  public:
    GraphStep(std::vector<Source> sources, std::vector<Output> outputs)
        : sources_(std::move(sources)), outputs_(std::move(outputs)) {}

    std::vector<Source*> sources() override { return pointersTo(sources_); }
    std::vector<int*> outputs() override { return slotsOf(outputs_); }

  protected:
    // Runs the graph with the operands from position `from` on.
    void runGraph(Frame& frame, const Graph& graph, size_t from) const {
        auto& stack = frame.stack;
        stack.clear();
        for (size_t i = from; i < sources_.size(); ++i) {
            frame.push(sources_[i]);
        }
        if (stack.size() != graph.inputs.size()) {
            throw Error(TSP_ERROR_RUNTIME,
                        "a graph of the program takes " + std::to_string(graph.inputs.size()) +
                            " values; it is given " + std::to_string(stack.size()));
        }
        graph.run(stack, frame.state);
        store(frame, outputs_);
    }

    std::vector<Source> sources_;
    std::vector<Output> outputs_;
};

// torch.cond(condition, true graph, false graph, operands)
class CondStep final : public GraphStep {
  public:
    CondStep(std::vector<Source> sources, std::vector<Output> outputs, Graph whenTrue,
             Graph whenFalse)
        : GraphStep(std::move(sources), std::move(outputs)), whenTrue_(std::move(whenTrue)),
          whenFalse_(std::move(whenFalse)) {}

    static std::unique_ptr<Step> make(GraphBuilder& builder, const Json& node) {
        std::vector<Source> sources{builder.source(argumentAt(node, 0))};
        for (const auto& operand : builder.sources(argumentAt(node, 3))) {
            sources.push_back(operand);
        }
        auto whenTrue = builder.subgraph(argumentAt(node, 1));
        auto whenFalse = builder.subgraph(argumentAt(node, 2));
        return std::make_unique<CondStep>(std::move(sources), builder.outputs(node),
                                          std::move(whenTrue), std::move(whenFalse));
    }

    void run(Frame& frame) const override {
        runGraph(frame, truthOf(frame.take(sources_[0])) ? whenTrue_ : whenFalse_, 1);
    }

  private:
    Graph whenTrue_;
    Graph whenFalse_;
};

// A block under torch.no_grad() or torch.enable_grad(): (enabled, graph, operands...)
class GradModeStep final : public GraphStep {
  public:
    GradModeStep(std::vector<Source> sources, std::vector<Output> outputs, Graph body)
        : GraphStep(std::move(sources), std::move(outputs)), body_(std::move(body)) {}

    static std::unique_ptr<Step> make(GraphBuilder& builder, const Json& node) {
        std::vector<Source> sources{builder.source(argumentAt(node, 0))};
        builder.facts().setsGradMode = true;
        auto body = builder.subgraph(argumentAt(node, 1));
        for (size_t i = 2; i < arrayOf(field(node, "inputs")).size(); ++i) {
            sources.push_back(builder.source(argumentAt(node, i)));
        }
        return std::make_unique<GradModeStep>(std::move(sources), builder.outputs(node),
                                              std::move(body));
    }

    void run(Frame& frame) const override {
        const c10::AutoGradMode mode(truthOf(frame.take(sources_[0])));
        runGraph(frame, body_, 1);
    }

  private:
    Graph body_;
};

} // namespace

std::unique_ptr<Step> higherOrderStep(GraphBuilder& builder, const std::string& target,
                                      const Json& node) {
    if (!target.starts_with(prefix)) {
        return nullptr;
    }
    using Maker = std::unique_ptr<Step> (*)(GraphBuilder&, const Json&);
    static const std::map<std::string_view, Maker> makers = {
        {"cond", &CondStep::make},
        {"wrap_with_set_grad_enabled", &GradModeStep::make},
    };
    const auto found = makers.find(std::string_view(target).substr(prefix.size()));
    if (found == makers.end()) {
        throw Error(TSP_ERROR_UNSUPPORTED,
                    "the program calls '" + target + "', which is not supported");
    }
    return found->second(builder, node);
}

} // namespace torchsharp
