#include "core/support/device.h"

#include <ATen/Context.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>

#include "core/support/error.h"

namespace torchsharp {

namespace {

[[noreturn]] void throwMissing(const c10::Device& device, const std::string& reason) {
    throw Error(TSP_ERROR_DEVICE, "device '" + device.str() + "' is not available: " + reason +
                                      ". Use 'cpu', or a machine and a libtorch with this device.");
}

void requireCuda(const c10::Device& device) {
    if (!at::hasCUDA()) {
        throwMissing(device, "this libtorch was built without CUDA, or it finds no CUDA driver");
    }
    const int count = at::detail::getCUDAHooks().deviceCount();
    if (device.has_index() && device.index() >= count) {
        throwMissing(device, "this machine has " + std::to_string(count) + " CUDA devices");
    }
}

[[noreturn]] void throwNoDevice(const std::string& text) {
    throw Error(TSP_ERROR_VALUE,
                "'" + text +
                    "' is not a device: expected a device type and, if needed, a colon and an "
                    "index, such as 'cpu', 'cuda' or 'cuda:1'");
}

// libtorch stores an index in one byte and truncates a larger one.
void requireSmallIndex(const std::string& text) {
    const size_t colon = text.find(':');
    if (colon != std::string::npos &&
        (text.size() - colon > 4 ||
         (text.size() - colon == 4 && text.compare(colon + 1, 3, "127") > 0))) {
        throwNoDevice(text);
    }
}

} // namespace

c10::Device readDevice(const std::string& text) {
    requireSmallIndex(text);
    try {
        return c10::Device(text);
    } catch (const c10::Error&) {
        throwNoDevice(text);
    }
}

c10::Device parseDevice(const std::string& text) {
    const c10::Device device = readDevice(text);
    requireDevice(device);
    return device;
}

std::optional<c10::Device> deviceOrNone(const std::optional<std::string>& text) {
    return text ? std::optional(parseDevice(*text)) : std::nullopt;
}

void requireDevice(const c10::Device& device) {
    if (device.is_cuda()) {
        requireCuda(device);
    } else if (device.is_mps() && !at::hasMPS()) {
        throwMissing(device, "this libtorch has no MPS");
    } else if (device.is_xpu() && !at::hasXPU()) {
        throwMissing(device, "this libtorch has no XPU");
    } else if (!device.is_cpu() && !device.is_meta() && !device.is_mps() && !device.is_xpu() &&
               !device.is_privateuseone()) {
        throwMissing(device, "this libtorch does not have that backend");
    }
}

int64_t countDevices(c10::DeviceType type) {
    // On a machine without a GPU, PyTorch's fake tensors replace the guard of CUDA by one that does
    // nothing and has one device. So the guard is asked about other types only.
    if (type == c10::DeviceType::CUDA) {
        return at::hasCUDA() ? at::detail::getCUDAHooks().deviceCount() : 0;
    }
    return c10::impl::hasDeviceGuardImpl(type) ? c10::impl::getDeviceGuardImpl(type)->deviceCount()
                                               : 0;
}

c10::DeviceType deviceTypeOf(int32_t number) {
    const auto type = static_cast<c10::DeviceType>(number);
    if (number < 0 || number > INT8_MAX || !c10::isValidDeviceType(type)) {
        throw Error(TSP_ERROR_VALUE, "there is no device type " + std::to_string(number));
    }
    return type;
}

std::optional<c10::ScalarType> dtypeOrNone(int32_t number) {
    if (number == -1) {
        return std::nullopt;
    }
    if (number < 0 || number >= static_cast<int32_t>(c10::ScalarType::Undefined)) {
        throw Error(TSP_ERROR_VALUE, "there is no dtype " + std::to_string(number));
    }
    return static_cast<c10::ScalarType>(number);
}

} // namespace torchsharp
