#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <ATen/core/ivalue.h>
#include <ATen/core/jit_type.h>

#include "core/exported/expression.h"
#include "core/exported/plan.h"
#include "core/exported/tree.h"

namespace torchsharp {

// The size of a dimension: a number, or an expression of the program's symbols.
struct Dimension {
    int64_t size = 0;
    std::shared_ptr<const Expression> expression; // null: a number

    std::string text() const { return expression ? expression->text() : std::to_string(size); }
};

struct TensorSpec {
    c10::ScalarType dtype = c10::ScalarType::Undefined;
    c10::Device device = c10::kCPU;
    bool requiresGrad = false;
    bool isContiguous = true; // when it was exported
    std::vector<Dimension> sizes;

    std::string text() const; // "Float[s0, 8]"
};

// A value that the caller gives, or gets: a leaf of the arguments or of the result. Unchecked: a
// tensor of which nothing is known.
struct LeafSpec {
    enum class Kind : uint8_t { Tensor, Int, Float, Bool, Constant, Object, Unchecked };

    Kind kind = Kind::Constant;
    std::string name;
    TensorSpec tensor;
    std::shared_ptr<const Expression> expression; // of an Int, if it has one
    c10::IValue constant;

    c10::TypePtr type() const;
    std::string text() const;
};

// A tensor that the program keeps, or an object of a class that a library registers.
struct WeightSpec {
    enum class Kind : uint8_t { Parameter, Buffer, Constant, Object };

    std::string name; // dotted
    Kind kind = Kind::Constant;
    bool isPersistent = true; // in the state
};

// A result that is copied into a weight or an argument after a run, or added to its gradient.
struct Mutation {
    size_t output = 0;
    std::optional<size_t> weight;
    size_t input = 0; // without a weight
    bool isGradient = false;
};

struct SymbolRange {
    int64_t least = 0;
    int64_t most = 0;
};

// A program of torch.export, ready to run. It does not change, and has no weights of its own: the
// module that it is called with has them.
struct Program {
    std::string name;                // in the archive
    std::string torchVersion;        // that wrote it
    std::string json;                // as the archive has it
    std::string sampleInputs;        // of the export, pickled; torch.export.load wants them
    std::string className;           // of the module that was exported; empty if that is not known
    std::vector<WeightSpec> weights; // objects are the last ones
    std::vector<LeafSpec> inputs;
    std::vector<LeafSpec> outputs; // without those that are mutations
    std::vector<Mutation> mutations;
    std::set<size_t> changedInputs; // leaves that an operator, or a mutation, writes to
    bool changesWeights = false;    // in an operator
    std::vector<size_t> results;    // the places of the outputs among the graph's
    std::vector<std::string> argumentNames;
    std::vector<Tree> arguments;
    Tree result;
    Symbols symbols;
    std::vector<std::optional<SymbolRange>> ranges; // by symbol
    Graph graph;
    // What its floating point weights, and its weights, had when it was exported.
    std::optional<c10::ScalarType> dtype;
    std::optional<c10::Device> device;
    // What it assumes of its arguments besides the ranges, in Python's syntax.
    std::vector<std::string> guards;
    // Whether it was exported for training; nothing if it does the same in both modes.
    std::optional<bool> isTraining;
    bool setsGradMode = false;                        // in a part of its graph
    std::map<std::string, int64_t> operators;         // by name, in how many places
    std::set<std::string> customClasses;              // written in C++, by qualified name
    std::string modeOperator;                         // one that depends on the mode
    bool hasGradients = false;                        // it computes gradients itself: a joint graph
    std::map<std::string, std::string> moduleClasses; // by the dotted names of its modules
    bool isPackage = false; // it has no graph: compiled code is all that the file has

    // Whether the argument with that leaf is changed in place.
    bool changesInput(size_t leaf) const;

    // As callers see it, with self.
    c10::FunctionSchema schema() const;
};

} // namespace torchsharp
