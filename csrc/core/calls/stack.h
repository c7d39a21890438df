#pragma once

#include <utility>

#include <ATen/core/stack.h>

#include "core/support/thread_variable.h"

namespace torchsharp {

// An empty stack that keeps its memory from one call to the next on the same thread. A nested call
// (TorchScript that calls back into its host) simply gets another stack. Slot tells several stacks
// of one function apart.
template <int Slot> class ReusedStack {
  public:
    ReusedStack() : stack_(std::move(spare())) {}
    ReusedStack(const ReusedStack&) = delete;
    ReusedStack& operator=(const ReusedStack&) = delete;
    ~ReusedStack() {
        stack_.clear();
        spare() = std::move(stack_);
    }

    torch::jit::Stack& operator*() { return stack_; }
    torch::jit::Stack* operator->() { return &stack_; }

  private:
    static torch::jit::Stack& spare() {
        TSP_HOT_VARIABLE thread_local torch::jit::Stack stack;
        return stack;
    }

    torch::jit::Stack stack_;
};

} // namespace torchsharp
