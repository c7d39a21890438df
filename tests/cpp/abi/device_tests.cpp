#include <ATen/Context.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>

#include "libtorch_tensors.h"

TEST(aGuardThatDoesNothingIsNotADevice) {
    if (at::hasCUDA()) {
        return; // with a GPU, PyTorch leaves the guard of CUDA in its place
    }
    // What PyTorch's fake tensors do if libtorch has CUDA, but this machine has no GPU.
    static const auto& guard = *new c10::impl::NoOpDeviceGuardImpl<c10::DeviceType::CUDA>();
    auto& place = c10::impl::device_guard_impl_registry[TSP_DEVICE_CUDA];
    const auto* before = place.exchange(&guard);
    CHECK_EQ(guard.deviceCount(), 1);
    int64_t count = -1;
    const auto status = tsp_device_count(TSP_DEVICE_CUDA, &count);
    place.store(before);
    CHECK_OK(status);
    CHECK_EQ(count, 0);
}
