#include "core/modules/freezing.h"

#include <algorithm>

#include <torch/csrc/jit/passes/freeze_module.h>
#include <torch/csrc/jit/passes/frozen_graph_optimizations.h>

#include "core/exported/program_mode.h"
#include "core/modules/copying.h"
#include "core/support/error.h"
#include "core/support/in_use.h"
#include "core/support/unit_lock.h"
#include "core/types/names.h"

namespace torchsharp {

namespace {

using torch::jit::Module;
using Names = std::vector<std::string>;

void requireEvaluation(const Module& module, const std::string& what) {
    if (module.hasattr("training") && module.is_training()) {
        throw Error(TSP_ERROR_VALUE, "'" + typeName(module) +
                                         "' is in training mode: call eval() before it is " + what);
    }
}

Names attributeNames(const Module& module) {
    Names names;
    for (const auto& attribute : module.type()->getAttributes()) {
        names.push_back(attribute.getName());
    }
    return names;
}

[[noreturn]] void throwUnknown(const Module& module, const std::string& name, const Names& known) {
    throw Error(TSP_ERROR_VALUE, "'" + typeName(module) + "' has no '" + name +
                                     "' to preserve. It has: " + joinNames(known) + ".");
}

// A dotted path to an attribute, or the name of a method of the module itself.
void requireAttribute(const Module& module, const std::string& path) {
    const auto dot = path.find('.');
    const auto name = path.substr(0, dot);
    if (!module.hasattr(name)) {
        throwUnknown(module, path, attributeNames(module));
    }
    if (dot != std::string::npos) {
        const auto value = module.attr(name);
        if (!value.isModule()) {
            throwUnknown(module, path, attributeNames(module));
        }
        requireAttribute(value.toModule(), path.substr(dot + 1));
    }
}

void requirePreservable(const Module& module, const std::string& name) {
    if (module.find_method(name)) {
        return;
    }
    if (name.find('.') == std::string::npos && !module.hasattr(name)) {
        auto known = attributeNames(module);
        const auto methods = methodNames(module);
        known.insert(known.end(), methods.begin(), methods.end());
        throwUnknown(module, name, known);
    }
    requireAttribute(module, name);
}

void optimizeMethod(const Module& frozen, const std::string& name, bool optimizeNumerics) {
    if (const auto method = frozen.find_method(name)) {
        auto graph = method->graph();
        torch::jit::OptimizeFrozenGraph(graph, optimizeNumerics);
    }
}

} // namespace

Module freezeModule(const Module& module, const std::optional<Names>& preserved,
                    bool optimizeNumerics) {
    const UseMark reading(module._ivalue().get());
    requireScript(*module.type(), "frozen");
    requireEvaluation(module, "frozen");
    const auto kept = preserved.value_or(Names{});
    for (const auto& name : kept) {
        requirePreservable(module, name);
    }
    if (!module.find_method("forward") &&
        std::none_of(kept.begin(), kept.end(),
                     [&](const auto& name) { return module.find_method(name).has_value(); })) {
        throw Error(TSP_ERROR_VALUE, "'" + typeName(module) +
                                         "' has no forward: name a method to preserve. It has: " +
                                         joinNames(methodNames(module)) + ".");
    }
    auto frozen = cloneModule(module);
    {
        const UnitLock removing(*frozen._ivalue()->compilation_unit());
        torch::jit::freeze_module_inplace(&frozen, kept);
    }
    optimizeMethod(frozen, "forward", optimizeNumerics);
    for (const auto& name : kept) {
        if (name != "forward") {
            optimizeMethod(frozen, name, optimizeNumerics);
        }
    }
    return frozen;
}

Module optimizeForInference(const Module& module, const Names& otherMethods) {
    const UseMark reading(module._ivalue().get());
    requireScript(*module.type(), "optimized");
    requireEvaluation(module, "optimized");
    for (const auto& name : otherMethods) {
        if (!module.find_method(name)) {
            throw Error(TSP_ERROR_VALUE,
                        "'" + typeName(module) + "' has no method '" + name +
                            "' to optimize. It has: " + joinNames(methodNames(module)) + ".");
        }
    }
    // A frozen module has no training mode. libtorch changes the code in place, so it gets a copy.
    auto frozen =
        module.hasattr("training") ? freezeModule(module, otherMethods, true) : cloneModule(module);
    return torch::jit::optimize_for_inference(frozen, otherMethods);
}

} // namespace torchsharp
