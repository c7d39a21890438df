#include "python/classes/graph.h"

#include <sstream>

#include <torch/csrc/jit/ir/ir.h>

#include "core/calls/code.h"
#include "core/support/error.h"
#include "core/types/names.h"
#include "python/convert/readable_text.h"

namespace py = pybind11;
using py::literals::operator""_a;

namespace torchsharp {

namespace {

std::shared_ptr<torch::jit::Graph> graphOfMethod(const Module& module, const std::string& name,
                                                 bool inlined) {
    auto& function = findMethod(module, name);
    if (auto graph = graphOf(function, inlined)) {
        return graph;
    }
    throw Error(TSP_ERROR_UNSUPPORTED, "'" + name + "' has no graph: it is written in C++");
}

py::tuple describeValue(const torch::jit::Value& value) {
    return py::make_tuple(value.debugName(), value.type()->annotation_str());
}

// An attribute as libtorch prints it, or "..." if it has no short text.
std::string attributeText(const torch::jit::Node& node, c10::Symbol name) {
    std::ostringstream text;
    switch (node.kindOf(name)) {
    case torch::jit::AttributeKind::i:
        text << node.i(name);
        break;
    case torch::jit::AttributeKind::f:
        text << node.f(name);
        break;
    case torch::jit::AttributeKind::s:
        text << c10::IValue(node.s(name));
        break;
    case torch::jit::AttributeKind::t:
        text << "Tensor" << node.t(name).sizes();
        break;
    case torch::jit::AttributeKind::ival:
        text << node.ival(name);
        break;
    default:
        text << "...";
    }
    return text.str();
}

py::dict describeBlock(const torch::jit::Block& block);

py::dict describeNode(const torch::jit::Node& node) {
    py::list inputs;
    py::list outputs;
    py::dict attributes;
    py::list blocks;
    for (const auto* input : node.inputs()) {
        inputs.append(input->debugName());
    }
    for (const auto* output : node.outputs()) {
        outputs.append(describeValue(*output));
    }
    for (const auto& name : node.attributeNames()) {
        attributes[name.toUnqualString()] = attributeText(node, name);
    }
    for (const auto* inner : node.blocks()) {
        blocks.append(describeBlock(*inner));
    }
    return py::dict("kind"_a = node.kind().toQualString(), "inputs"_a = inputs,
                    "outputs"_a = outputs, "attributes"_a = attributes, "blocks"_a = blocks);
}

py::dict describeBlock(const torch::jit::Block& block) {
    py::list inputs;
    py::list nodes;
    py::list outputs;
    for (const auto* input : block.inputs()) {
        inputs.append(describeValue(*input));
    }
    for (const auto* node : block.nodes()) {
        nodes.append(describeNode(*node));
    }
    for (const auto* output : block.outputs()) {
        outputs.append(output->debugName());
    }
    return py::dict("inputs"_a = inputs, "nodes"_a = nodes, "outputs"_a = outputs);
}

} // namespace

py::str graphText(const Module& module, const std::string& method, bool inlined) {
    return readableText(graphOfMethod(module, method, inlined)->toString(false));
}

py::dict graphTree(const Module& module, const std::string& method, bool inlined) {
    return describeBlock(*graphOfMethod(module, method, inlined)->block());
}

} // namespace torchsharp
