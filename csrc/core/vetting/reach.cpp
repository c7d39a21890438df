#include "core/vetting/reach.h"

#include <limits>

#include <torch/csrc/jit/api/function_impl.h>
#include <torch/csrc/jit/ir/constants.h>

namespace torchsharp {

namespace {

using torch::jit::Function;
using torch::jit::Node;

constexpr const char* nativePrefix = "__torch__.torch.classes.";

bool isTrue(const torch::jit::Value* value) {
    const auto constant = torch::jit::toIValue(value);
    return constant && constant->isBool() && constant->toBool();
}

// A while loop is one that counts to the largest number there is.
bool isUncounted(const Node& loop) {
    const auto count = torch::jit::toIValue(loop.input(0));
    return count && count->isInt() && count->toInt() == std::numeric_limits<int64_t>::max();
}

OperatorName operatorOf(const Node& node) {
    const auto* schema = node.maybeSchema();
    return {node.kind().toQualString(), schema == nullptr ? "" : schema->overload_name()};
}

} // namespace

void Reach::add(const c10::TypePtr& type) {
    types_.push_back(type);
    finish();
}

void Reach::add(Function& function) {
    pending_.push_back(&function);
    finish();
}

// One at a time, because a chain of types or functions may be long.
void Reach::finish() {
    if (isBusy_) {
        return;
    }
    isBusy_ = true;
    while (!types_.empty() || !pending_.empty()) {
        if (!types_.empty()) {
            const auto type = std::move(types_.back());
            types_.pop_back();
            addNow(type);
            continue;
        }
        auto* function = pending_.back();
        pending_.pop_back();
        const auto [place, isNew] = facts_.try_emplace(function);
        if (isNew) {
            order_.push_back(function);
            FunctionFacts facts;
            read(*function, facts);
            facts_[function] = std::move(facts);
        }
    }
    isBusy_ = false;
}

void Reach::addNow(const c10::TypePtr& type) {
    if (type == nullptr || !seen_.insert(type.get()).second) {
        return;
    }
    for (const auto& contained : type->containedTypes()) {
        add(contained);
    }
    if (const auto* instance = type->castRaw<c10::ClassType>()) {
        addClass(*instance);
    } else if (const auto* function = type->castRaw<c10::FunctionType>()) {
        add(*function->function());
    } else if (const auto* interface = type->castRaw<c10::InterfaceType>()) {
        classes_.emplace(interface->annotation_str(), false);
    }
}

void Reach::addClass(const c10::ClassType& type) {
    const auto name = type.name() ? type.name()->qualifiedName() : type.repr_str();
    const bool isNative = name.starts_with(nativePrefix);
    classes_.emplace(name, isNative);
    if (isNative) { // its methods are not code of the file
        return;
    }
    for (auto* method : type.methods()) {
        add(*method);
    }
    for (auto* hook : type.getForwardHooks()) {
        add(*hook);
    }
    for (auto* hook : type.getForwardPreHooks()) {
        add(*hook);
    }
    for (const auto& property : type.properties()) {
        add(*property.getter);
        if (property.setter != nullptr) {
            add(*property.setter);
        }
    }
    for (size_t i = 0; i < type.numConstants(); ++i) {
        const auto& constant = type.getConstant(i);
        if (constant.isObject()) {
            add(constant.toObjectRef().type());
        }
    }
}

void Reach::read(Function& function, FunctionFacts& facts) {
    facts.name = function.qualname().qualifiedName();
    auto* body = torch::jit::tryToGraphFunction(function);
    if (body == nullptr) {
        facts.isNative = true;
        return;
    }
    body->ensure_defined();
    const auto& schema = function.getSchema();
    for (const auto& argument : schema.arguments()) {
        add(argument.type());
    }
    for (const auto& result : schema.returns()) {
        add(result.type());
    }
    read(*body->graph()->block(), facts);
}

void Reach::read(const torch::jit::Block& block, FunctionFacts& facts) {
    for (const auto* node : block.nodes()) {
        read(*node, facts);
        for (const auto* inner : node->blocks()) {
            read(*inner, facts);
        }
    }
}

void Reach::read(const Node& node, FunctionFacts& facts) {
    facts.operators.insert(operatorOf(node));
    for (const auto* output : node.outputs()) {
        add(output->type());
        if (const auto* type = output->type()->castRaw<c10::FunctionType>()) {
            facts.calls.push_back(type->function());
        }
    }
    if (node.kind() == c10::prim::CallMethod) {
        readCall(node, facts);
    } else if (node.kind() == c10::prim::Loop && isUncounted(node)) {
        facts.isUnbounded = true;
        facts.isEndless = facts.isEndless ||
                          (isTrue(node.input(1)) && isTrue(node.blocks().at(0)->outputs().at(0)));
    }
    if (const auto constant =
            node.kind() == c10::prim::Constant ? torch::jit::toIValue(node.output()) : std::nullopt;
        constant && constant->isObject()) {
        add(constant->toObjectRef().type());
    }
    for (const auto name : node.attributeNames()) { // of a task
        if (node.kindOf(name) == torch::jit::AttributeKind::g) {
            read(*node.g(name)->block(), facts);
        } else if (node.kindOf(name) == torch::jit::AttributeKind::gs) {
            for (const auto& graph : node.gs(name)) {
                read(*graph->block(), facts);
            }
        }
    }
}

void Reach::readCall(const Node& node, FunctionFacts& facts) {
    const auto& type = node.input(0)->type();
    add(type);
    const auto* instance = type->castRaw<c10::ClassType>();
    if (instance == nullptr) { // every class that can be behind an interface is read too
        return;
    }
    const auto name = instance->name() ? instance->name()->qualifiedName() : "";
    if (name.starts_with(nativePrefix)) {
        facts.nativeClasses.insert(name);
    } else if (auto* method = instance->findMethod(node.s(c10::attr::name))) {
        add(*method);
        facts.calls.push_back(method);
    }
}

std::vector<const FunctionFacts*> Reach::functions() const {
    std::vector<const FunctionFacts*> found;
    found.reserve(order_.size());
    for (const auto* function : order_) {
        found.push_back(&facts_.at(function));
    }
    return found;
}

std::set<std::string> Reach::closure(const std::vector<const Function*>& first) const {
    std::set<std::string> names;
    std::unordered_set<const Function*> seen;
    auto open = first;
    while (!open.empty()) {
        const auto* function = open.back();
        open.pop_back();
        if (const auto found = facts_.find(function);
            found != facts_.end() && seen.insert(function).second) {
            names.insert(found->second.name);
            open.insert(open.end(), found->second.calls.begin(), found->second.calls.end());
        }
    }
    return names;
}

} // namespace torchsharp
