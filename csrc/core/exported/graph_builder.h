#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <ATen/core/jit_type.h>

#include "core/exported/json.h"
#include "core/exported/plan.h"
#include "core/exported/steps.h"

namespace torchsharp {

// What all graphs of a program share.
struct ProgramFacts {
    std::optional<c10::ScalarType> dtype; // see Program
    std::optional<c10::Device> device;
    // The modules' classes and modes, which nodes tell.
    std::map<std::string, int64_t> operators; // see Program
    std::set<std::string> customClasses;
    std::map<std::string, std::string> moduleClasses;
    bool setsGradMode = false;
    std::set<std::string> written; // the names of values that operators write to
    // Operators that were exported in training and in evaluation mode; empty: none.
    std::string trains;
    std::string evaluates;
    int depth = 0; // of the graphs within graphs
};

// Makes a graph of the export schema ready to run: operators are found, constants are made, and
// each value is freed after its last use. FORMAT; UNKNOWN_OPERATOR; UNSUPPORTED.
class GraphBuilder {
  public:
    // weights: the numbers of those values that are weights.
    GraphBuilder(ProgramFacts& facts, const std::unordered_map<std::string, uint32_t>& weights)
        : facts_(facts), weights_(weights) {}

    Graph build(const Json& graph);

    // For the builders of single nodes.

    // The argument as a value of a type; null for any.
    Source source(const Json& argument, const c10::TypePtr& type = nullptr);
    // Each item of a list argument by itself: the operands of a higher-order operator.
    std::vector<Source> sources(const Json& argument);
    std::vector<Output> outputs(const Json& node);
    // The graph that an argument holds.
    Graph subgraph(const Json& argument);
    Source constant(c10::IValue value);
    Source made(std::unique_ptr<MadeValue> value);
    ProgramFacts& facts() { return facts_; }
    std::unique_ptr<Step> step(const Json& node);
    // The operator of a node's target, which the program then has. UNKNOWN_OPERATOR.
    c10::OperatorHandle operatorOf(const std::string& target);
    // A class that is written in C++, which the program then has. UNKNOWN_OPERATOR.
    c10::ClassTypePtr customClass(const std::string& name);
    // A node's arguments in the order of a schema.
    std::vector<Source> arguments(const c10::FunctionSchema& schema, const Json& node);
    // A name whose value nothing reads.
    void defineUnused(const std::string& name) { newSlot(name); }
    // Opens or closes a level of torch.vmap. FORMAT if none is open.
    void changeLevels(int by);

  private:
    std::unique_ptr<Step> operatorStep(const std::string& target, const Json& node);
    void note(const c10::FunctionSchema& schema);
    int inputSlot(const Json& input);
    int newSlot(const std::string& name);
    Source named(const std::string& name) const;
    Source symbolic(const Json& argument);
    Source list(const Tagged& argument, const c10::TypePtr& element);
    Source itemSource(const std::string& tag, const Json& item, const c10::TypePtr& element);
    Source converted(Source source, const std::string& tag, const c10::Type& type);
    void noteWrite(const c10::Argument& argument, const Json& given);
    void noteMode(const std::string& target, const c10::FunctionSchema& schema,
                  const std::vector<Source>& arguments);
    void noteOrigin(const std::string& target, const Json& node);
    void noteModules(const std::string& stack);
    void markLastUses();

    ProgramFacts& facts_;
    const std::unordered_map<std::string, uint32_t>& weights_;
    std::unordered_map<std::string, int> slots_;
    std::unordered_map<std::string, uint32_t> sourceTexts_;
    std::unordered_set<std::string> seenStacks_;
    Graph graph_;
    int levels_ = 0;
};

} // namespace torchsharp
