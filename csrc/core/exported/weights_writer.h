#pragma once

#include <vector>

#include <ATen/core/Tensor.h>
#include <caffe2/serialize/inline_container.h>

#include "core/exported/program.h"

namespace torchsharp {

// Writes the tensors of a program and the tables that describe them, as torch.export.save does.
void writeWeights(const Program& program, const std::vector<at::Tensor>& weights,
                  caffe2::serialize::PyTorchStreamWriter& archive);

} // namespace torchsharp
