#pragma once

#include <string>

#include <c10/core/Device.h>

#include "core/export.h"

namespace torchsharp {

// Reads "cpu", "cuda", "cuda:1". VALUE where the text is no device.
TSP_CORE_API c10::Device readDevice(const std::string& text);

// DEVICE where this machine or this build of libtorch does not have it.
void requireDevice(const c10::Device& device);

// Both, for a device to work on.
TSP_CORE_API c10::Device parseDevice(const std::string& text);

} // namespace torchsharp
