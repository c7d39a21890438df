#pragma once

#include <memory>
#include <string>

#include <torch/csrc/jit/serialization/source_range_serialization.h>

namespace torchsharp {

// Where the code of an archive came from, which the record '.debug_pkl' beside it says. The record
// is read when it is first needed; a damaged one says nothing. libtorch's own reader trusts it.
std::shared_ptr<torch::jit::SourceRangeUnpickler> originalRanges(std::string record);

} // namespace torchsharp
