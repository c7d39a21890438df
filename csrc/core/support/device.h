#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <c10/core/Device.h>
#include <c10/core/ScalarType.h>

#include "core/support/export.h"

namespace torchsharp {

// Reads "cpu", "cuda", "cuda:1". VALUE if the text is not a device.
TSP_CORE_API c10::Device readDevice(const std::string& text);

// DEVICE if this machine or this build of libtorch does not have it.
void requireDevice(const c10::Device& device);

// Reads a device, which must be available.
TSP_CORE_API c10::Device parseDevice(const std::string& text);

// The same for a device that may be left out.
TSP_CORE_API std::optional<c10::Device> deviceOrNone(const std::optional<std::string>& text);

// How many devices of a type this machine has for this libtorch.
int64_t countDevices(c10::DeviceType type);

// A tsp_device_type, or another of libtorch's numbers. VALUE.
c10::DeviceType deviceTypeOf(int32_t number);

// A tsp_dtype, or another of libtorch's numbers; -1 is none. VALUE.
std::optional<c10::ScalarType> dtypeOrNone(int32_t number);

} // namespace torchsharp
