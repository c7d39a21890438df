#include "core/calls/enum_flow.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include <torch/csrc/jit/api/function_impl.h>

#include "core/calls/object.h"

namespace torchsharp {

using torch::jit::Block;
using torch::jit::Graph;
using torch::jit::Node;
using torch::jit::Value;

// Reads the graph that is executed, in which libtorch has inlined what the function calls, except in
// tasks. Code cannot recurse.
class EnumFlowReader {
  public:
    explicit EnumFlowReader(std::vector<EnumFlow::Source>& sources) : sources_(sources) {}

    void read(const Graph& graph) { read(*graph.block()); }

  private:
    struct Origin {
        size_t parameter;
        std::vector<std::string> path;
    };

    void read(const Block& block) {
        for (const Node* node : block.nodes()) {
            if (std::any_of(node->inputs().begin(), node->inputs().end(), &isSuspect)) {
                readOperator(*node);
            }
            for (const Block* inner : node->blocks()) {
                read(*inner);
            }
            switch (node->kind()) {
            case torch::jit::prim::fork:
                readInner(*node->g(torch::jit::attr::Subgraph), *node, 0);
                break;
            case torch::jit::prim::CallFunction: // within a task
                readFunction(*node->input(0)->type()->expectRef<c10::FunctionType>().function(),
                             *node, 1);
                break;
            case torch::jit::prim::CallMethod:
                if (const auto type = node->input(0)->type()->cast<c10::ClassType>()) {
                    readFunction(type->getMethod(node->s(torch::jit::attr::name)), *node, 0);
                }
                break;
            default:
                break;
            }
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
        read(graph);
    }

    // Few values are, and finding the schema of an operator takes longer than this.
    static bool isSuspect(const Value* value) {
        constexpr int64_t inEveryEnum = 4;
        if (value->type()->kind() != c10::TypeKind::IntType) {
            return false;
        }
        const auto constant = torch::jit::toIValue(value);
        return !constant || constant->toInt() < 0 || constant->toInt() >= inEveryEnum;
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
            if (const auto constant = torch::jit::toIValue(value)) {
                if (!argument.accepts(*constant)) {
                    throwUnknownNumber(*schema, argument, constant->toInt(), "a constant");
                }
            } else if (auto origin = originOf(value)) {
                sources_.push_back({schema, argument, origin->parameter, std::move(origin->path)});
            }
        }
    }

    std::optional<Origin> originOf(const Value* value) const {
        const auto outer = outer_.find(value);
        if (outer != outer_.end()) {
            return originOf(outer->second);
        }
        const Node* node = value->node();
        switch (node->kind()) {
        case torch::jit::prim::Param:
            if (node == node->owningGraph()->param_node()) {
                return Origin{value->offset(), {}};
            }
            return std::nullopt; // of a block
        case torch::jit::prim::GetAttr: {
            auto origin = originOf(node->input());
            if (origin) {
                origin->path.push_back(node->s(torch::jit::attr::name));
            }
            return origin;
        }
        case torch::jit::prim::unchecked_cast:
        case torch::jit::prim::unchecked_unwrap_optional:
        case torch::jit::aten::_unwrap_optional:
            return originOf(node->input());
        default:
            return std::nullopt;
        }
    }

    std::vector<EnumFlow::Source>& sources_;
    std::unordered_map<const Value*, const Value*> outer_; // of the inputs of the graph being read
};

void EnumFlow::read(torch::jit::Function& function) const {
    const std::lock_guard<std::mutex> lock(reading_);
    if (isRead_.load(std::memory_order_relaxed)) {
        return;
    }
    if (auto* code = torch::jit::tryToGraphFunction(function)) {
        code->ensure_defined();
        sources_.clear(); // of a reading that failed
        EnumFlowReader(sources_).read(*code->optimized_graph());
    }
    isRead_.store(true, std::memory_order_release);
}

void EnumFlow::check(const Source& source, const torch::jit::Stack& stack) {
    auto value = stack.at(source.parameter);
    for (const auto& name : source.path) {
        if (!value.isObject()) {
            return;
        }
        value = value.toObjectRef().getAttr(name);
    }
    if (!source.argument.accepts(value)) {
        std::string origin;
        for (const auto& name : source.path) {
            origin += (origin.empty() ? "" : ".") + name;
        }
        throwUnknownNumber(*source.schema, source.argument, value.toInt(),
                           origin.empty() ? "" : "the attribute '" + origin + "'");
    }
}

} // namespace torchsharp
