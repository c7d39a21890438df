#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include <caffe2/serialize/inline_container.h>
#include <torch/csrc/jit/api/module.h>

#include "core/files/byte_source.h"

namespace torchsharp {

// Loads an archive so that its tensors share the mapped memory. torch::jit::load, which loads other
// archives, copies every tensor.
torch::jit::Module
loadMapped(const std::shared_ptr<caffe2::serialize::PyTorchStreamReader>& archive,
           const std::shared_ptr<void>& bytes, size_t size,
           const std::optional<c10::Device>& device);

} // namespace torchsharp
