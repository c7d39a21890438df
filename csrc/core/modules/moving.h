#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "abi/torchsharp_types.h"
#include "core/support/export.h"
#include "core/types/module.h"

namespace torchsharp {

// Moves parameters and buffers to a device, and casts those that are floating point or complex, as
// torch.nn.Module.to does. flags: tsp_to_flag. DEVICE, VALUE; RUNTIME while a call uses them.
TSP_CORE_API void moveModule(const Module& module, const std::optional<c10::Device>& device,
                             const std::optional<at::ScalarType>& dtype, int flags = 0);

// A tensor and the data that it gets.
using DataChange = std::pair<at::Tensor, at::Tensor>;
// Makes the changes together, while no call uses the tensors. RUNTIME, which begins with refusal.
void replaceData(const std::vector<DataChange>& changes, const std::string& refusal);

TSP_CORE_API void setRequiresGrad(const Module& module, bool on);
TSP_CORE_API void zeroGrad(const Module& module, bool setToNone);

} // namespace torchsharp
