#include "core/source/grad_modes.h"

#include <torch/csrc/jit/frontend/resolver.h>

#include "core/source/grammar.h"
#include "core/source/types.h"

namespace torchsharp {

namespace {

using torch::jit::CompilationUnit;

// As torch.jit.script compiles them, so that files name the same class.
constexpr const char* package = "__torch__.torch.autograd.grad_mode";

std::string sourceOf(const std::string& name, bool isEnabled) {
    return "class " + name +
           ":\n"
           "    def __init__(self) -> None:\n"
           "        self.prev = False\n"
           "    def __enter__(self) -> None:\n"
           "        self.prev = torch.is_grad_enabled()\n"
           "        torch.set_grad_enabled(" +
           (isEnabled ? "True" : "False") +
           ")\n"
           "    def __exit__(self, exc_type: Any, exc_value: Any, traceback: Any) -> None:\n"
           "        torch.set_grad_enabled(self.prev)\n";
}

c10::ClassTypePtr compileGradMode(const std::string& name, bool isEnabled) {
    // The type does not own its unit. Both stay until the process ends.
    const auto& unit = *new std::shared_ptr<CompilationUnit>(std::make_shared<CompilationUnit>());
    Grammar grammar(std::make_shared<torch::jit::Source>(sourceOf(name, isEnabled), name));
    const auto definition = grammar.readClass();
    const auto type = declareClass(unit, definition, c10::QualifiedName(package));
    defineMethods(*unit, definition, type, torch::jit::nativeResolver());
    return type;
}

} // namespace

std::shared_ptr<torch::jit::SugaredValue> gradModeNamed(const std::string& name) {
    c10::ClassTypePtr type;
    if (name == "no_grad") {
        static const auto& noGrad = *new c10::ClassTypePtr(compileGradMode(name, false));
        type = noGrad;
    } else if (name == "enable_grad") {
        static const auto& enableGrad = *new c10::ClassTypePtr(compileGradMode(name, true));
        type = enableGrad;
    }
    return type == nullptr ? nullptr : std::make_shared<torch::jit::ClassValue>(type);
}

} // namespace torchsharp
