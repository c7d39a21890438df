#pragma once

#include <memory>

#include <torch/csrc/jit/api/compilation_unit.h>

namespace torchsharp {

// Code that forks tasks or returns an Await: what it leaves behind runs after the call, and libtorch
// does not keep alive the code that it runs.

// Whether a function, or one that it calls, is such code. Reads its graphs, runs nothing.
bool leavesTasks(torch::jit::Function& function);

// Runs it like Function::run, except that its tasks keep `owner` of the code alive.
void runKeeping(torch::jit::Function& function, torch::jit::Stack& stack,
                const std::shared_ptr<torch::jit::CompilationUnit>& owner);

// Runs a function that is called so seldom that nobody has asked yet whether it leaves tasks.
void runOwned(torch::jit::Function& function, torch::jit::Stack& stack,
              const std::shared_ptr<torch::jit::CompilationUnit>& owner);

} // namespace torchsharp
