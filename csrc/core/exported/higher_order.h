#pragma once

#include "core/exported/graph_builder.h"

namespace torchsharp {

// A step for a node that calls a higher-order operator, which takes graphs; null for another
// target. UNSUPPORTED for one that is not known.
std::unique_ptr<Step> higherOrderStep(GraphBuilder& builder, const std::string& target,
                                      const Json& node);

} // namespace torchsharp
