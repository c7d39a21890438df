#pragma once

#include <memory>

#include <torch/csrc/jit/runtime/graph_executor.h>

namespace torchsharp {

// Runs a plan of a function; its tasks keep the owner of the code alive.
void runPlanKeeping(const torch::jit::ExecutionPlan& plan, torch::jit::Stack& stack,
                    const std::shared_ptr<torch::jit::CompilationUnit>& owner);

} // namespace torchsharp
