#pragma once

#include "core/exported/graph_builder.h"

namespace torchsharp {

// A step for one of the functions that torch.vmap is exported as; null for another target.
std::unique_ptr<Step> batchingStep(GraphBuilder& builder, const std::string& target,
                                   const Json& node);

// Closes the levels that a graph leaves open when it fails.
void closeLevels(int count);

} // namespace torchsharp
