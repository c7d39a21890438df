#pragma once

#include <memory>

#include <ATen/core/function.h>

namespace torchsharp {

// Code that forks tasks or returns an Await: these run after the call, and libtorch does not keep
// their code alive.

// Whether a function, or one that it calls, leaves such tasks. Reads its graphs, runs nothing.
bool leavesTasks(torch::jit::Function& function);

// Runs it like Function::run, but its tasks keep the owner of the code alive.
void runKeeping(torch::jit::Function& function, torch::jit::Stack& stack,
                const std::shared_ptr<torch::jit::CompilationUnit>& owner);

// Runs a function that is called too rarely to remember whether it leaves tasks.
void runOwned(torch::jit::Function& function, torch::jit::Stack& stack,
              const std::shared_ptr<torch::jit::CompilationUnit>& owner);

} // namespace torchsharp
