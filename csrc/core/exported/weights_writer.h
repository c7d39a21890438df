#pragma once

#include <vector>

#include <ATen/core/Tensor.h>
#include <ATen/core/ivalue.h>
#include <caffe2/serialize/inline_container.h>

#include "core/exported/program.h"

namespace torchsharp {

// Writes the tensors and objects of a program and the tables that describe them, as
// torch.export.save does.
void writeWeights(const Program& program, const std::vector<at::Tensor>& weights,
                  const std::vector<c10::IValue>& objects,
                  caffe2::serialize::PyTorchStreamWriter& archive);

} // namespace torchsharp
