#pragma once

#include <array>
#include <memory>
#include <mutex>

#include <ATen/core/function.h>
#include <torch/csrc/jit/runtime/graph_executor.h>

namespace torchsharp {

// The code of a function with checks of the thread's limit: at every turn of a loop, at every call,
// and every few operators. The function itself stays as it is, so calls without a limit are not
// slower. The method __exit__ of a with statement is not checked inside.
class LimitedCode {
  public:
    // How to run the function for such arguments; always the same function. Any thread.
    const torch::jit::ExecutionPlan& planFor(torch::jit::Function& function,
                                             torch::jit::Stack& stack) const;

  private:
    static constexpr size_t modes = 4; // of autocast, which is compiled in

    mutable std::mutex mutex_;
    mutable std::array<std::unique_ptr<torch::jit::GraphExecutor>, modes> executors_;
};

// Runs a function that is called too rarely to keep its code. Its tasks keep nothing alive.
void runUnderLimit(torch::jit::Function& function, torch::jit::Stack& stack);

} // namespace torchsharp
