#pragma once

#include <memory>
#include <string>

#include <torch/csrc/jit/frontend/sugared_value.h>

namespace torchsharp {

// One of Python's built-in exceptions, for raise; null for any other name.
std::shared_ptr<torch::jit::SugaredValue> exceptionNamed(const std::string& name);

} // namespace torchsharp
