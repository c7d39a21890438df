#pragma once

#include <memory>

#include <torch/csrc/jit/frontend/source_range.h>

namespace torchsharp {

// Refuses, before it is parsed, the source that libtorch's parser and compiler would overflow the
// stack with (they recurse into every level), and decorators, of which the parser knows nothing.
// ErrorReport.
void checkTokens(const std::shared_ptr<torch::jit::Source>& source);

} // namespace torchsharp
