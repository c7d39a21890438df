#include "core/calls/code.h"

#include <torch/csrc/jit/api/function_impl.h>
#include <torch/csrc/jit/passes/inliner.h>
#include <torch/csrc/jit/serialization/python_print.h>

#include "core/support/error.h"

namespace torchsharp {

namespace {

void countOperators(const torch::jit::Block& block, std::map<std::string, int64_t>& counts) {
    for (const auto* node : block.nodes()) {
        if (const auto* schema = node->maybeSchema()) {
            const auto& overload = schema->overload_name();
            ++counts[schema->name() + (overload.empty() ? "" : "." + overload)];
        }
        for (const auto* inner : node->blocks()) {
            countOperators(*inner, counts);
        }
    }
}

// Whether it is a method of a class or module: then self needs no type.
bool isMethod(const torch::jit::Function& function) {
    const auto& arguments = function.getSchema().arguments();
    if (arguments.empty() || arguments.front().name() != "self") {
        return false;
    }
    const auto* owner = arguments.front().type()->castRaw<c10::ClassType>();
    return owner != nullptr && owner->findMethod(function.name()) == &function;
}

} // namespace

CodeWithConstants codeWithConstants(const torch::jit::Function& function) {
    auto& inspected = const_cast<torch::jit::Function&>(function);
    if (torch::jit::tryToGraphFunction(inspected) == nullptr) {
        return {};
    }
    inspected.ensure_defined();
    CodeWithConstants code;
    torch::jit::PrintDepsTable dependencies;
    torch::jit::PythonPrint printer(code.constants, dependencies);
    if (isMethod(function)) {
        printer.printMethod(function);
    } else {
        printer.printFunction(function);
    }
    code.text = printer.str();
    return code;
}

torch::jit::Function& codedFunction(const Callable& callable) {
    auto* function = callable.function();
    if (function == nullptr || torch::jit::tryToGraphFunction(*function) == nullptr) {
        throw Error(TSP_ERROR_UNSUPPORTED,
                    "'" + callable.name() +
                        "' has no TorchScript code: it is written in C++, or an exported program, "
                        "which has a graph");
    }
    return *function;
}

std::string codeOf(const torch::jit::Function& function) {
    return codeWithConstants(function).text;
}

std::shared_ptr<torch::jit::Graph> graphOf(torch::jit::Function& function, bool inlined) {
    auto* body = torch::jit::tryToGraphFunction(function);
    if (body == nullptr) {
        return nullptr;
    }
    body->ensure_defined();
    if (!inlined) {
        return body->graph(); // a copy would rename the values
    }
    auto graph = body->graph()->copy();
    torch::jit::Inline(*graph);
    return graph;
}

std::string graphText(torch::jit::Function& function, bool inlined) {
    const auto graph = graphOf(function, inlined);
    return graph == nullptr ? "" : graph->toString();
}

std::map<std::string, int64_t> operatorsOf(torch::jit::Function& function) {
    std::map<std::string, int64_t> counts;
    if (const auto graph = graphOf(function, true)) {
        countOperators(*graph->block(), counts);
    }
    return counts;
}

} // namespace torchsharp
