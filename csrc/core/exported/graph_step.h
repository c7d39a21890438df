#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/exported/graph_builder.h"
#include "core/exported/node_arguments.h"

namespace torchsharp {

// Runs a graph within a program: takes its operands off the stack, and leaves its results there.
// RUNTIME if there are others than it takes.
void runInnerGraph(const Graph& graph, torch::jit::Stack& stack, const RunState& state);

// What a graph that decides something returned: a bool, or a tensor of one element.
bool truthOf(const c10::IValue& value);

// A step that runs graphs with operands.
class GraphStep : public Step {
  public:
    GraphStep(std::vector<Source> sources, std::vector<Output> outputs)
        : sources_(std::move(sources)), outputs_(std::move(outputs)) {}

    std::vector<Source*> sources() override { return pointersTo(sources_); }
    std::vector<int*> outputs() override { return slotsOf(outputs_); }

  protected:
    // Runs the graph with the operands from position `from` on.
    void runGraph(Frame& frame, const Graph& graph, size_t from) const;

    std::vector<Source> sources_;
    std::vector<Output> outputs_;
};

// The makers of the steps of higher-order operators, by what they do.
std::unique_ptr<Step> condStep(GraphBuilder& builder, const Json& node);
std::unique_ptr<Step> gradModeStep(GraphBuilder& builder, const Json& node);
std::unique_ptr<Step> autocastStep(GraphBuilder& builder, const Json& node);
// A graph that runs as it is: (graph, operands...), (graph, [operands]) or (graph, name, ...).
std::unique_ptr<Step> blockStep(GraphBuilder& builder, const Json& node);
std::unique_ptr<Step> namedBlockStep(GraphBuilder& builder, const Json& node);
// A product and what follows it, as a graph: (operator, graph, [operands], keywords, options).
std::unique_ptr<Step> flexGemmStep(GraphBuilder& builder, const Json& node);
std::unique_ptr<Step> whileStep(GraphBuilder& builder, const Json& node);
std::unique_ptr<Step> stackedWhileStep(GraphBuilder& builder, const Json& node);
std::unique_ptr<Step> mapStep(GraphBuilder& builder, const Json& node);
std::unique_ptr<Step> scanStep(GraphBuilder& builder, const Json& node);
std::unique_ptr<Step> associativeScanStep(GraphBuilder& builder, const Json& node);
std::unique_ptr<Step> functionalizedStep(GraphBuilder& builder, const Json& node);
std::unique_ptr<Step> functionalizedBasesStep(GraphBuilder& builder, const Json& node);
std::unique_ptr<Step> effectStep(GraphBuilder& builder, const Json& node);
std::unique_ptr<Step> outDtypeStep(GraphBuilder& builder, const Json& node);
std::unique_ptr<Step> customMethodStep(GraphBuilder& builder, const Json& node);
std::unique_ptr<Step> printStep(GraphBuilder& builder, const Json& node);

} // namespace torchsharp
