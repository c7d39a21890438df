#include "core/files/old_convolutions.h"

#include <string>

#include <torch/csrc/jit/passes/subgraph_rewrite.h>

namespace torchsharp {

void replaceOldConvolutions(const torch::jit::Module& module) {
    torch::jit::SubgraphRewriter rewriter;
    for (const char* name : {"conv2d", "conv2d_relu", "conv3d", "conv3d_relu"}) {
        const std::string start =
            "graph(%x, %packed_params, %stride, %padding, %dilation, %groups, %r_scale, "
            "%r_zero_point):\n  %r = quantized::" +
            std::string(name) + "(%x, %packed_params, ";
        const std::string end = "%r_scale, %r_zero_point)\n  return (%r)\n";
        rewriter.RegisterRewritePattern(start + "%stride, %padding, %dilation, %groups, " + end,
                                        start + end);
    }
    for (const auto& each : module.modules()) {
        rewriter.runOnModule(each);
    }
}

} // namespace torchsharp
