#include "core/calls/enum_flow.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include <torch/csrc/jit/api/function_impl.h>

namespace torchsharp {

using torch::jit::Block;
using torch::jit::Graph;
using torch::jit::Node;
using torch::jit::Value;

namespace {

std::optional<c10::IValue> constantOf(const Value* value) { return torch::jit::toIValue(value); }

// Few values are, and finding the schema of an operator takes longer than this.
bool isSuspect(const Value* value) {
    constexpr int64_t inEveryEnum = 4;
    const auto constant = constantOf(value);
    if (constant && !constant->isInt()) {
        return false;
    }
    return isNumber(*value->type()) &&
           (!constant || constant->toInt() < 0 || constant->toInt() >= inEveryEnum);
}

// The value before it was refined from an Optional to its element; null if it was not.
const Value* unrefined(const Value* value) {
    const Node* node = value->node();
    switch (node->kind()) {
    case torch::jit::prim::unchecked_cast:
    case torch::jit::prim::unchecked_unwrap_optional:
    case torch::jit::aten::_unwrap_optional:
        return node->input(0)->type()->kind() == c10::TypeKind::OptionalType ? node->input(0)
                                                                             : nullptr;
    default:
        return nullptr;
    }
}

// The value that the condition of an If compares with None; null for other conditions.
const Value* testedForNone(const Node& node) {
    if (node.kind() != torch::jit::prim::If) {
        return nullptr;
    }
    const Node* condition = node.input(0)->node();
    if (condition->kind() != torch::jit::aten::__is__ &&
        condition->kind() != torch::jit::aten::__isnot__) {
        return nullptr;
    }
    return condition->input(0);
}

} // namespace

// Reads the graph that is executed, in which libtorch has inlined what the function calls, except
// in tasks. Code cannot recurse.
class EnumFlowReader {
  public:
    using Source = EnumFlow::Source;

    std::vector<Source> read(const Graph& graph) {
        readBlock(*graph.block());
        std::erase_if(sources_, [this](const Source& source) {
            return std::any_of(source.path.begin(), source.path.end(),
                               [this](const auto& name) { return isSet_.count(name) != 0; });
        });
        return std::move(sources_);
    }

  private:
    struct Origin {
        size_t parameter;
        std::vector<std::string> path;
    };

    void readBlock(const Block& block) {
        for (const Node* node : block.nodes()) {
            if (std::any_of(node->inputs().begin(), node->inputs().end(), &isSuspect)) {
                readOperator(*node);
            }
            conditions_.push_back(testedForNone(*node));
            for (const Block* inner : node->blocks()) {
                readBlock(*inner);
            }
            conditions_.pop_back();
            readParts(*node);
        }
    }

    void readParts(const Node& node) {
        switch (node.kind()) {
        case torch::jit::prim::SetAttr:
            isSet_.insert(node.s(torch::jit::attr::name));
            break;
        case torch::jit::prim::fork:
        case torch::jit::prim::awaitable:
            readInner(*node.g(torch::jit::attr::Subgraph), node, 0);
            break;
        case torch::jit::prim::CallFunction: // within a task
            readFunction(*node.input(0)->type()->expectRef<c10::FunctionType>().function(), node,
                         1);
            break;
        case torch::jit::prim::CallMethod:
            if (const auto type = node.input(0)->type()->cast<c10::ClassType>()) {
                readFunction(type->getMethod(node.s(torch::jit::attr::name)), node, 0);
            }
            break;
        default:
            break;
        }
    }

    void readFunction(torch::jit::Function& function, const Node& node, size_t first) {
        if (auto* code = torch::jit::tryToGraphFunction(function)) {
            code->ensure_defined();
            readInner(*code->optimized_graph(), node, first);
        }
    }

    // The inputs of the node, from the first one on, are those of the graph.
    void readInner(const Graph& graph, const Node& node, size_t first) {
        const auto given = node.inputs();
        for (size_t i = 0; i < graph.inputs().size() && first + i < given.size(); ++i) {
            outer_[graph.inputs()[i]] = given[first + i];
        }
        readBlock(*graph.block());
    }

    void readOperator(const Node& node) {
        const auto* schema = node.maybeSchema();
        if (schema == nullptr) {
            return;
        }
        for (const auto& argument : enumArguments(*schema)) {
            if (argument.place >= node.inputs().size()) {
                continue;
            }
            const auto* value = node.inputs()[argument.place];
            if (const auto constant = constantOf(value)) {
                if (!argument.accepts(*constant)) {
                    throwUnknownNumber(*schema, argument, constant->toInt(), "a constant");
                }
            } else if (isReached(value)) {
                if (auto origin = originOf(value)) {
                    sources_.push_back(
                        {schema, argument, origin->parameter, std::move(origin->path)});
                }
            }
        }
    }

    // Whether all conditions around the operator are that this value is, or is not, None.
    bool isReached(const Value* value) const {
        return std::all_of(conditions_.begin(), conditions_.end(), [&](const Value* tested) {
            for (const Value* each = value; each != nullptr; each = unrefined(each)) {
                if (each == tested) {
                    return true;
                }
            }
            return false;
        });
    }

    std::optional<Origin> originOf(const Value* value) const {
        if (const auto outer = outer_.find(value); outer != outer_.end()) {
            return originOf(outer->second);
        }
        if (const auto* before = unrefined(value)) {
            return originOf(before);
        }
        const Node* node = value->node();
        if (node->kind() == torch::jit::prim::GetAttr) {
            auto origin = originOf(node->input());
            if (origin) {
                origin->path.push_back(node->s(torch::jit::attr::name));
            }
            return origin;
        }
        if (node == node->owningGraph()->param_node()) {
            return Origin{value->offset(), {}};
        }
        return std::nullopt;
    }

    std::vector<Source> sources_;
    std::vector<const Value*> conditions_;  // around the node being read; null if not of None
    std::unordered_set<std::string> isSet_; // attributes
    std::unordered_map<const Value*, const Value*> outer_; // of the inputs of the graph being read
};

void EnumFlow::read(torch::jit::Function& function) const {
    static std::mutex reading; // nodes keep what they have looked up
    const std::lock_guard<std::mutex> lock(reading);
    if (isRead_.load(std::memory_order_relaxed)) {
        return;
    }
    if (auto* code = torch::jit::tryToGraphFunction(function)) {
        code->ensure_defined();
        sources_ = EnumFlowReader().read(*code->optimized_graph());
    }
    isRead_.store(true, std::memory_order_release);
}

} // namespace torchsharp
