#pragma once

#include <functional>
#include <string>

#include <torch/optim/optimizer.h>

#include "core/files/byte_sink.h"
#include "core/files/byte_source.h"

namespace torchsharp {

// Optimizers in libtorch's format. IO.
void saveOptimizer(torch::optim::Optimizer& optimizer, const ByteSink& sink);

// name is the optimizer's; check looks at what was read and throws. FORMAT.
void loadOptimizer(torch::optim::Optimizer& optimizer, const ByteSource& source,
                   const std::string& name, const std::function<void()>& check);

} // namespace torchsharp
