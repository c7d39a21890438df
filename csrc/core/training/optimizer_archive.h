#pragma once

#include <functional>
#include <string>

#include <torch/optim/optimizer.h>

#include "core/files/byte_sink.h"
#include "core/files/byte_source.h"

namespace torchsharp {

// Writes an optimizer in libtorch's format. IO.
void saveOptimizer(torch::optim::Optimizer& optimizer, const ByteSink& sink);

// Reads one back. name is the optimizer's; check validates what was read and throws. FORMAT.
void loadOptimizer(torch::optim::Optimizer& optimizer, const ByteSource& source,
                   const std::string& name, const std::function<void()>& check);

} // namespace torchsharp
