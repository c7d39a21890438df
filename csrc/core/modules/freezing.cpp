#include "core/modules/freezing.h"

#include <algorithm>

#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/passes/freeze_module.h>
#include <torch/csrc/jit/passes/frozen_graph_optimizations.h>

#include "core/modules/clone.h"
#include "core/support/error.h"
#include "core/support/in_use.h"
#include "core/support/unit_lock.h"
#include "core/types/names.h"

namespace torchsharp {

namespace {

using ScriptedModule = torch::jit::Module;
using Names = std::vector<std::string>;

void requireEvaluation(const ScriptedModule& module, const std::string& what) {
    if (module.hasattr("training") && module.is_training()) {
        throw Error(TSP_ERROR_VALUE, "'" + typeName(Module(module._ivalue())) +
                                         "' is in training mode: call eval() before it is " + what);
    }
}

Names attributeNames(const ScriptedModule& module) {
    Names names;
    for (const auto& attribute : module.type()->getAttributes()) {
        names.push_back(attribute.getName());
    }
    return names;
}

[[noreturn]] void throwUnknown(const ScriptedModule& module, const std::string& name,
                               const Names& known) {
    throw Error(TSP_ERROR_VALUE, "'" + typeName(Module(module._ivalue())) + "' has no '" + name +
                                     "' to preserve. It has: " + joinNames(known) + ".");
}

// A dotted path to an attribute, or the name of a method of the module itself.
void requireAttribute(const ScriptedModule& module, const std::string& path) {
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

void requirePreservable(const ScriptedModule& module, const std::string& name) {
    if (module.find_method(name)) {
        return;
    }
    if (name.find('.') == std::string::npos && !module.hasattr(name)) {
        auto known = attributeNames(module);
        const auto methods = methodNames(*module.type());
        known.insert(known.end(), methods.begin(), methods.end());
        throwUnknown(module, name, known);
    }
    requireAttribute(module, name);
}

void optimizeMethod(const ScriptedModule& frozen, const std::string& name, bool optimizeNumerics) {
    if (const auto method = frozen.find_method(name)) {
        auto graph = method->graph();
        torch::jit::OptimizeFrozenGraph(graph, optimizeNumerics);
    }
}

} // namespace

Module freezeModule(const Module& module, const std::optional<Names>& preserved,
                    bool optimizeNumerics) {
    requireTorchScript(module, "frozen");
    const UseMark reading(module.object().get());
    const ScriptedModule scripted(module.object());
    requireEvaluation(scripted, "frozen");
    const auto kept = preserved.value_or(Names{});
    for (const auto& name : kept) {
        requirePreservable(scripted, name);
    }
    if (!scripted.find_method("forward") &&
        std::none_of(kept.begin(), kept.end(),
                     [&](const auto& name) { return scripted.find_method(name).has_value(); })) {
        throw Error(TSP_ERROR_VALUE, "'" + typeName(module) +
                                         "' has no forward: name a method to preserve. It has: " +
                                         joinNames(methodNames(module)) + ".");
    }
    ScriptedModule frozen(cloneModule(module).object());
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
    return Module(frozen._ivalue());
}

Module optimizeForInference(const Module& module, const Names& otherMethods) {
    requireTorchScript(module, "optimized for inference");
    const UseMark reading(module.object().get());
    const ScriptedModule scripted(module.object());
    requireEvaluation(scripted, "optimized");
    for (const auto& name : otherMethods) {
        if (!scripted.find_method(name)) {
            throw Error(TSP_ERROR_VALUE,
                        "'" + typeName(module) + "' has no method '" + name +
                            "' to optimize. It has: " + joinNames(methodNames(module)) + ".");
        }
    }
    // A frozen module has no training mode. libtorch changes the code in place, so it gets a copy.
    const auto frozen = scripted.hasattr("training") ? freezeModule(module, otherMethods, true)
                                                     : cloneModule(module);
    ScriptedModule changed(frozen.object());
    return Module(torch::jit::optimize_for_inference(changed, otherMethods)._ivalue());
}

} // namespace torchsharp
