#pragma once

#include <vector>

#include <ATen/core/dispatch/Dispatcher.h>

#include "core/exported/plan.h"
#include "core/exported/symbolic.h"

namespace torchsharp {

// Where a result goes: into a slot, or, for a list, each of its items into one. -1 drops it.
struct Output {
    bool isList = false;
    std::vector<int> slots;
};

// Takes the results off the stack of the frame, in order. RUNTIME if there are others than the
// program says.
void store(Frame& frame, const std::vector<Output>& outputs);
std::vector<int*> slotsOf(std::vector<Output>& outputs);
std::vector<Source*> pointersTo(std::vector<Source>& sources);

// Whether the operator's results are always new tensors, while it makes views within, which nobody
// can see.
bool isFresh(const c10::OperatorHandle& handle);

// Calls an operator of libtorch's dispatcher.
class OperatorStep final : public Step {
  public:
    OperatorStep(const c10::OperatorHandle& handle, std::vector<Source> arguments,
                 std::vector<Output> outputs)
        : handle_(handle), isFresh_(isFresh(handle)), arguments_(std::move(arguments)),
          outputs_(std::move(outputs)) {}

    void run(Frame& frame) const override;
    std::vector<Source*> sources() override;
    std::vector<int*> outputs() override { return slotsOf(outputs_); }

  private:
    c10::OperatorHandle handle_;
    bool isFresh_; // see isFresh
    std::vector<Source> arguments_;
    std::vector<Output> outputs_;
};

// Calls an operator that is not libtorch's.
class NativeStep final : public Step {
  public:
    NativeStep(void (*function)(torch::jit::Stack&), std::vector<Source> arguments,
               std::vector<Output> outputs)
        : function_(function), arguments_(std::move(arguments)), outputs_(std::move(outputs)) {}

    void run(Frame& frame) const override;
    std::vector<Source*> sources() override { return pointersTo(arguments_); }
    std::vector<int*> outputs() override { return slotsOf(outputs_); }

  private:
    void (*function_)(torch::jit::Stack&);
    std::vector<Source> arguments_;
    std::vector<Output> outputs_;
};

// Computes a number.
class SymbolicStep final : public Step {
  public:
    SymbolicStep(SymbolicFunction function, std::vector<Source> arguments,
                 std::vector<Output> outputs)
        : function_(function), arguments_(std::move(arguments)), outputs_(std::move(outputs)) {}

    void run(Frame& frame) const override;
    std::vector<Source*> sources() override;
    std::vector<int*> outputs() override { return slotsOf(outputs_); }

  private:
    SymbolicFunction function_;
    std::vector<Source> arguments_;
    std::vector<Output> outputs_;
};

} // namespace torchsharp
