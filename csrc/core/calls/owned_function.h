#pragma once

#include <memory>

#include <ATen/core/function.h>

#include "core/calls/enum_flow.h"
#include "core/calls/limited_function.h"
#include "core/calls/tasks.h"
#include "core/support/run_limit.h"

namespace torchsharp {

// A function with the unit that owns its code. A function in C++ has no unit: what it is bound to,
// or a registry, keeps it.
class OwnedFunction {
  public:
    OwnedFunction(std::shared_ptr<torch::jit::CompilationUnit> owner,
                  torch::jit::Function& function)
        : owner_(std::move(owner)), function_(&function), leavesTasks_(leavesTasks(function)),
          limited_(function) {}

    void run(torch::jit::Stack& stack) const {
        enums_.check(*function_, stack);
        if (mayBeLimited() && limitOfThread() != nullptr) [[unlikely]] {
            limited_.run(stack, owner_);
        } else if (leavesTasks_) {
            runKeeping(*function_, stack, owner_);
        } else {
            function_->run(stack);
        }
    }
    const std::shared_ptr<torch::jit::CompilationUnit>& owner() const { return owner_; }
    torch::jit::Function* get() const { return function_; }

  private:
    std::shared_ptr<torch::jit::CompilationUnit> owner_;
    torch::jit::Function* function_;
    bool leavesTasks_;
    LimitedFunction limited_;
    EnumFlow enums_;
};

} // namespace torchsharp
