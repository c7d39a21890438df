#include "core/calls/scripted_hooks.h"

#include <algorithm>
#include <mutex>
#include <unordered_set>

#include <torch/csrc/jit/api/module.h>

#include "core/calls/enum_flow.h"
#include "core/calls/tasks.h"
#include "core/limits/limited_code.h"
#include "core/support/run_limit.h"

namespace torchsharp {

namespace {

// For code whose tasks cannot be tracked.
void keepForever(std::shared_ptr<torch::jit::CompilationUnit> unit) {
    static std::mutex mutex;
    static auto* const kept = new std::unordered_set<std::shared_ptr<torch::jit::CompilationUnit>>;
    const std::lock_guard<std::mutex> lock(mutex);
    kept->insert(std::move(unit));
}

// libtorch runs the hooks only through torch::jit::Module::operator().
class HookedCallable final : public Callable {
  public:
    HookedCallable(Module module, torch::jit::Function& function)
        : Callable(function.getSchema(), 1, module.object().get()), module_(std::move(module)),
          function_(&function) {
        const auto type = module_.type();
        const auto leaves = [](const auto& functions) {
            return std::any_of(functions.begin(), functions.end(),
                               [](torch::jit::Function* each) { return leavesTasks(*each); });
        };
        if (leavesTasks(function) || leaves(type->getForwardPreHooks()) ||
            leaves(type->getForwardHooks())) {
            keepForever(module_.object()->compilation_unit());
        }
    }

    void begin(torch::jit::Stack&) const override {}
    void run(torch::jit::Stack& stack) const override {
        enums_.checkAttributes(*function_, module_.object());
        if (mayBeLimited() && limitOfThread() != nullptr) [[unlikely]] {
            runLimited(stack);
            return;
        }
        torch::jit::Module module(module_.object());
        c10::IValue result = module(std::move(stack));
        stack.clear();
        stack.push_back(std::move(result));
    }
    const Module* module() const override { return &module_; }
    bool runsHooks() const override { return true; }
    torch::jit::Function* function() const override { return function_; }

  private:
    // What torch::jit::Module::operator() does.
    void runLimited(torch::jit::Stack& stack) const {
        const auto type = module_.type();
        for (auto* hook : type->getForwardPreHooks()) {
            const auto given = call(*hook, {c10::ivalue::Tuple::create(stack)});
            if (given.isTuple()) {
                stack = given.toTupleRef().elements().vec();
            } else if (!given.isNone()) {
                stack = {given};
            }
        }
        auto result = call(*function_, stack);
        for (auto* hook : type->getForwardHooks()) {
            auto given = call(*hook, {c10::ivalue::Tuple::create(stack), result});
            if (!given.isNone()) {
                result = std::move(given);
            }
        }
        stack.assign(1, std::move(result));
    }

    c10::IValue call(torch::jit::Function& function, torch::jit::Stack arguments) const {
        arguments.insert(arguments.begin(), module_.object());
        function.getSchema().checkAndNormalizeInputs(arguments, {});
        runUnderLimit(function, arguments);
        return std::move(arguments.front());
    }

    Module module_;
    torch::jit::Function* function_; // the module keeps it
    EnumFlow enums_;
};

} // namespace

std::unique_ptr<Callable> forwardWithHooks(const Module& module, torch::jit::Function& function) {
    return std::make_unique<HookedCallable>(module, function);
}

} // namespace torchsharp
