#pragma once

#include <memory>

#include "core/calls/callable.h"
#include "core/types/module.h"

namespace torchsharp {

// forward of a module of TorchScript with its scripted hooks, as `module(...)` calls it.
std::unique_ptr<Callable> forwardWithHooks(const Module& module, torch::jit::Function& function);

} // namespace torchsharp
