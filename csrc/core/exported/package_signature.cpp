#include "core/exported/package_signature.h"

#include <algorithm>

#include "core/exported/tree.h"
#include "core/files/unreadable.h"

namespace torchsharp {

namespace {

size_t leavesIn(const Tree& tree) {
    size_t count = tree.kind == Tree::Kind::Leaf ? 1 : 0;
    for (const auto& child : tree.children) {
        count += leavesIn(child);
    }
    return count;
}

bool isCall(const Tree& tree) {
    return tree.kind == Tree::Kind::Tuple && tree.children.size() == 2 &&
           tree.children[0].kind == Tree::Kind::Tuple && tree.children[1].kind == Tree::Kind::Dict;
}

// A call by position and by name.
void addArguments(Program& program, Tree call) {
    auto& positional = call.children[0].children;
    for (size_t i = 0; i < positional.size(); ++i) {
        program.argumentNames.push_back("input" + std::to_string(i));
        program.arguments.push_back(std::move(positional[i]));
    }
    auto& named = call.children[1];
    for (size_t i = 0; i < named.children.size(); ++i) {
        if (!named.keys[i].isString()) {
            throwUnreadable("its compiled code has an argument whose name is not text");
        }
        program.argumentNames.push_back(named.keys[i].toStringRef());
        program.arguments.push_back(std::move(named.children[i]));
    }
}

void addTensors(Program& program, size_t count) {
    for (size_t i = 0; i < count; ++i) {
        program.argumentNames.push_back("input" + std::to_string(i));
        program.arguments.emplace_back();
    }
}

// What the code takes is tensors alone if there are as many as leaves. Otherwise some leaves were
// numbers, text or None, and nobody knows which.
void setInputs(Program& program, size_t count) {
    size_t leaves = 0;
    for (const auto& argument : program.arguments) {
        leaves += leavesIn(argument);
    }
    LeafSpec leaf;
    leaf.kind = leaves == count ? LeafSpec::Kind::Unchecked : LeafSpec::Kind::Object;
    program.inputs.assign(leaves, leaf);
    const std::vector<c10::TypePtr> types(leaves, leaf.type());
    size_t next = 0;
    for (auto& argument : program.arguments) {
        setTypes(argument, types, next);
    }
}

void setOutputs(Program& program, const std::string& spec, size_t count) {
    auto tree = spec.empty() ? Tree() : readTreeSpec(spec, {});
    if (spec.empty() || leavesIn(tree) != count) {
        tree = Tree();
        tree.kind = Tree::Kind::List;
        tree.children.resize(count);
    }
    LeafSpec leaf;
    leaf.kind = LeafSpec::Kind::Unchecked;
    program.outputs.assign(count, leaf);
    size_t next = 0;
    setTypes(tree, std::vector<c10::TypePtr>(count, leaf.type()), next);
    program.result = std::move(tree);
}

} // namespace

std::shared_ptr<const Program> packageProgram(const std::string& name,
                                              const CodeSignature& signature) {
    auto program = std::make_shared<Program>();
    program->name = name;
    program->isPackage = true;
    auto call = signature.inSpec.empty() ? Tree() : readTreeSpec(signature.inSpec, {});
    if (isCall(call) && leavesIn(call) >= signature.inputs) {
        addArguments(*program, std::move(call));
    } else {
        addTensors(*program, signature.inputs);
    }
    setInputs(*program, signature.inputs);
    setOutputs(*program, signature.outSpec, signature.outputs);
    return program;
}

} // namespace torchsharp
