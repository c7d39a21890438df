#pragma once

#include <string>

#include <torch/csrc/jit/frontend/source_range.h>

namespace torchsharp {

// ErrorReport that says what to write instead, for a name that Python has and TorchScript does not.
void refuseMissing(const std::string& name, const torch::jit::SourceRange& range);

} // namespace torchsharp
