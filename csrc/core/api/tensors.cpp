#include "abi/torchsharp_core.h"

#include <algorithm>
#include <cstring>
#include <sstream>

#include <ATen/Formatting.h>
#include <ATen/Functions.h>
#include <c10/util/StringUtil.h>

#include "core/api/elements.h"
#include "core/api/required.h"
#include "core/nodes/item.h"
#include "core/nodes/results.h"
#include "core/nodes/tensor_handle.h"
#include "core/support/elements_in_memory.h"
#include "core/support/error.h"
#include "core/support/guard.h"
#include "core/support/in_use.h"

namespace {

using torchsharp::Error;
using torchsharp::guard;

constexpr int64_t narrowestLine = 40;

// Borrows the tensor without touching its reference count.
const c10::TensorImpl& implOf(tsp_tensor* handle) {
    return *reinterpret_cast<c10::TensorImpl*>(handle);
}

void requireData(const void* data, int64_t size) {
    if (data == nullptr && size != 0) {
        throw Error(TSP_ERROR_VALUE,
                    "a buffer of " + std::to_string(size) + " bytes cannot be at a null pointer");
    }
}

void requireBytes(int64_t expected, int64_t given) {
    if (expected != given) {
        throw Error(TSP_ERROR_VALUE, "the tensor has " + std::to_string(expected) +
                                         " bytes, but the buffer has " + std::to_string(given));
    }
}

} // namespace

tsp_status tsp_tensor_from_data(const void* data, int64_t data_size, const int64_t* sizes,
                                int64_t dim, int32_t dtype, tsp_tensor** out) {
    return guard([&] {
        TSP_REQUIRE(out);
        const auto type = torchsharp::elementType(dtype);
        const auto shape = torchsharp::dimensions(sizes, dim);
        requireData(data, data_size);
        const auto bytes = torchsharp::bytesOf(shape, static_cast<int64_t>(c10::elementSize(type)));
        requireBytes(bytes, data_size);
        at::Tensor tensor = at::empty(shape, type);
        if (bytes > 0) {
            std::memcpy(tensor.mutable_data_ptr(), data, static_cast<size_t>(bytes));
        }
        *out = torchsharp::releaseToHandle(std::move(tensor));
    });
}

tsp_status tsp_tensor_retain(tsp_tensor* tensor, tsp_tensor** out) {
    return guard([&] {
        TSP_REQUIRE(tensor, out);
        *out = torchsharp::releaseToHandle(torchsharp::shareTensor(tensor));
    });
}

void tsp_tensor_release(tsp_tensor* tensor) {
    if (tensor != nullptr) {
        const torchsharp::RunningCall call(torchsharp::beginCallInPlace());
        torchsharp::contain([&] { torchsharp::takeTensor(tensor); });
    }
}

tsp_status tsp_tensor_info_get(tsp_tensor* tensor, tsp_tensor_info* out) {
    return guard([&] {
        TSP_REQUIRE(tensor, out);
        const auto& impl = implOf(tensor);
        const bool strided = impl.layout() == c10::kStrided;
        // The memory of a lazily conjugated or negated tensor holds other elements.
        const bool lazy = impl.is_conj() || impl.is_neg() || impl._is_zerotensor();
        const bool readable = strided && !lazy && impl.device().is_cpu() && impl.has_storage();
        tsp_tensor_info info{};
        info.dim = impl.dim();
        info.numel = impl.numel();
        info.itemsize = static_cast<int64_t>(impl.itemsize());
        info.sizes = impl.sizes().data();
        info.strides = strided ? impl.strides().data() : nullptr;
        info.data = readable ? torchsharp::elementsInMemory(impl) : nullptr;
        info.use_count = static_cast<int64_t>(
            c10::raw::intrusive_ptr::use_count(const_cast<c10::TensorImpl*>(&impl)));
        info.dtype = static_cast<int32_t>(c10::typeMetaToScalarType(impl.dtype()));
        info.device_type = static_cast<int32_t>(impl.device_type());
        info.device_index = impl.device().index();
        info.requires_grad = impl.requires_grad() ? 1 : 0;
        info.is_contiguous = strided && !lazy && impl.is_contiguous() ? 1 : 0;
        info.layout = static_cast<uint8_t>(impl.layout());
        *out = info;
    });
}

tsp_status tsp_tensor_copy_to_host(tsp_tensor* tensor, void* data, int64_t data_size) {
    return guard([&] {
        TSP_REQUIRE(tensor);
        requireData(data, data_size);
        const at::Tensor shared = torchsharp::shareTensor(tensor);
        const torchsharp::UseMark reading({.tensors = shared});
        torchsharp::requireElementsInMemory(*shared.unsafeGetTensorImpl());
        at::Tensor source = shared.detach();
        if (source._is_zerotensor()) {
            source = source.clone();
        }
        requireBytes(static_cast<int64_t>(source.nbytes()), data_size);
        const at::Tensor host = source.to(at::kCPU).resolve_conj().resolve_neg().contiguous();
        if (data_size > 0) {
            std::memcpy(data, host.const_data_ptr(), static_cast<size_t>(data_size));
        }
    });
}

tsp_status tsp_tensor_item(tsp_tensor* tensor, tsp_value* out) {
    return guard([&] {
        TSP_REQUIRE(tensor, out);
        const torchsharp::BorrowedTensor borrowed(tensor);
        const torchsharp::UseMark reading({.tensors = borrowed.get()});
        torchsharp::writeItem(borrowed.get(), *out);
    });
}

tsp_status tsp_tensor_format(tsp_tensor* tensor, int64_t line_width, tsp_value* out) {
    return guard([&] {
        TSP_REQUIRE(tensor, out);
        const at::Tensor shared = torchsharp::shareTensor(tensor);
        const torchsharp::UseMark reading({.tensors = shared});
        std::ostringstream text;
        // In a line that is too narrow for one element libtorch would look for room for ever.
        at::print(text, shared, std::max(line_width, narrowestLine));
        torchsharp::writeResult(text.str(), out, 1);
    });
}
