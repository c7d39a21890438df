#include "core/calls/code.h"
#include "core/calls/enum_flow.h"
#include "core/calls/limited_function.h"
#include "core/calls/scripted_hooks.h"
#include "core/calls/tasks.h"
#include "core/calls/unit_functions.h"
#include "core/support/error.h"
#include "core/without_torchscript/unsupported.h"

namespace torchsharp {

// Here every function is written in C++, and no handle leads to a compilation unit.

torch::jit::Function& codedFunction(const Callable& callable) {
    throw Error(TSP_ERROR_UNSUPPORTED,
                "'" + callable.name() + "' has no TorchScript code: it is written in C++");
}

std::string codeOf(const torch::jit::Function&) { return ""; }

CodeWithConstants codeWithConstants(const torch::jit::Function&) { return {}; }

std::string graphText(torch::jit::Function&, bool) { return ""; }

std::map<std::string, int64_t> operatorsOf(torch::jit::Function&) { return {}; }

void EnumFlow::read(torch::jit::Function&) const { isRead_.store(true, std::memory_order_release); }

std::unique_ptr<Callable> forwardWithHooks(const Module&, torch::jit::Function&) {
    throwNoTorchScript("scripted hooks cannot run");
}

class LimitedCode {};

LimitedFunction::LimitedFunction(torch::jit::Function& function) : function_(&function) {}

LimitedFunction::~LimitedFunction() = default;

void LimitedFunction::run(torch::jit::Stack& stack,
                          const std::shared_ptr<torch::jit::CompilationUnit>&) const {
    function_->run(stack);
}

bool leavesTasks(torch::jit::Function&) { return false; }

void runKeeping(torch::jit::Function& function, torch::jit::Stack& stack,
                const std::shared_ptr<torch::jit::CompilationUnit>&) {
    function.run(stack);
}

void runOwned(torch::jit::Function& function, torch::jit::Stack& stack,
              const std::shared_ptr<torch::jit::CompilationUnit>&) {
    function.run(stack);
}

std::unique_ptr<Callable> functionOf(std::shared_ptr<torch::jit::CompilationUnit>,
                                     const std::string& name) {
    throwNoTorchScript("there is no function '" + name + "'");
}

std::vector<std::string> functionNames(const torch::jit::CompilationUnit&) { return {}; }

std::vector<c10::NamedTypePtr> namedTypesOf(const torch::jit::CompilationUnit&) { return {}; }

} // namespace torchsharp
