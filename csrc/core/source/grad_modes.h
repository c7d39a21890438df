#pragma once

#include <memory>
#include <string>

#include <torch/csrc/jit/frontend/sugared_value.h>

namespace torchsharp {

// torch.no_grad and torch.enable_grad, which are classes. Null for any other name.
std::shared_ptr<torch::jit::SugaredValue> gradModeNamed(const std::string& name);

} // namespace torchsharp
