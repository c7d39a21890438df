#pragma once

#include <memory>

#include <ATen/core/function.h>

namespace torchsharp {

class LimitedCode;

// A function, run with checks of the thread's limit in its code.
class LimitedFunction {
  public:
    explicit LimitedFunction(torch::jit::Function& function);
    LimitedFunction(const LimitedFunction&) = delete;
    LimitedFunction& operator=(const LimitedFunction&) = delete;
    ~LimitedFunction();

    // Only on a thread that has a limit. Its tasks keep the owner of the code alive.
    void run(torch::jit::Stack& stack,
             const std::shared_ptr<torch::jit::CompilationUnit>& owner) const;

  private:
    torch::jit::Function* function_;
    std::unique_ptr<LimitedCode> code_;
};

} // namespace torchsharp
