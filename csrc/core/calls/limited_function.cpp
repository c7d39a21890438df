#include "core/calls/limited_function.h"

#include <torch/csrc/jit/api/function_impl.h>

#include "core/calls/plan_tasks.h"
#include "core/limits/limited_code.h"
#include "core/support/run_limit.h"

namespace torchsharp {

LimitedFunction::LimitedFunction(torch::jit::Function& function)
    : function_(&function), code_(std::make_unique<LimitedCode>()) {}

LimitedFunction::~LimitedFunction() = default;

void LimitedFunction::run(torch::jit::Stack& stack,
                          const std::shared_ptr<torch::jit::CompilationUnit>& owner) const {
    LimitedCall(limitOfThread()).run([&] {
        if (torch::jit::tryToGraphFunction(*function_) == nullptr) { // a function in C++
            function_->run(stack);
        } else {
            runPlanKeeping(code_->planFor(*function_, stack), stack, owner);
        }
    });
}

} // namespace torchsharp
