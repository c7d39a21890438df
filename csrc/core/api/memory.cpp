#include "abi/torchsharp_core.h"

#include <memory>

#include <ATen/DLConvertor.h>
#include <ATen/ops/from_blob.h>

#include "core/api/elements.h"
#include "core/api/required.h"
#include "core/nodes/tensor_handle.h"
#include "core/support/elements_in_memory.h"
#include "core/support/error.h"
#include "core/support/forks.h"
#include "core/support/guard.h"

namespace {

using torchsharp::Error;
using torchsharp::guard;

// Memory of the caller, given back when the last tensor over it is gone.
class Lent {
  public:
    Lent(tsp_callback release, void* context) : release_(release), context_(context) {}
    Lent(const Lent&) = delete;
    Lent& operator=(const Lent&) = delete;
    ~Lent() {
        // In a forked child, the runtime that could take it is not there.
        if (isTaken_ && release_ != nullptr && forks_ == torchsharp::forkCount()) {
            release_(context_);
        }
    }

    // Until then, the caller keeps it.
    void take() noexcept { isTaken_ = true; }

  private:
    tsp_callback release_;
    void* context_;
    uint64_t forks_ = torchsharp::forkCount();
    bool isTaken_ = false;
};

void requireMemory(const void* data, int64_t size, int64_t needed) {
    if (size < needed || (data == nullptr && needed > 0)) {
        throw Error(TSP_ERROR_VALUE, "the tensor needs " + std::to_string(needed) +
                                         " bytes, but the memory has " +
                                         std::to_string(data == nullptr ? 0 : size));
    }
}

// What DLPack has no place for.
void requireExportable(const at::Tensor& tensor) {
    const char* problem = nullptr;
    if (tensor.requires_grad()) {
        problem = "autograd records it: export detach()";
    } else if (tensor.layout() != at::kStrided) {
        problem = "it is not dense: export to_dense()";
    } else if (tensor.is_conj() || tensor.is_neg()) {
        problem = "its conjugation or negation is delayed: export resolve_conj().resolve_neg()";
    }
    if (problem != nullptr) {
        throw Error(TSP_ERROR_VALUE,
                    "the tensor cannot be exported by DLPack, because " + std::string(problem));
    }
}

} // namespace

tsp_status tsp_tensor_from_memory(void* data, int64_t data_size, const int64_t* sizes,
                                  const int64_t* strides, int64_t dim, int32_t dtype,
                                  tsp_callback release, void* context, tsp_tensor** out) {
    return guard([&] {
        TSP_REQUIRE(out);
        const auto type = torchsharp::elementType(dtype);
        const auto shape = torchsharp::dimensions(sizes, dim);
        const auto itemsize = static_cast<int64_t>(c10::elementSize(type));
        c10::OptionalIntArrayRef steps;
        if (strides != nullptr) {
            steps = torchsharp::dimensions(strides, dim);
        }
        requireMemory(data, data_size,
                      steps ? torchsharp::bytesOf(shape, *steps, itemsize)
                            : torchsharp::bytesOf(shape, itemsize));
        const auto lent = std::make_shared<Lent>(release, context);
        auto tensor = at::for_blob(data, shape)
                          .strides(steps)
                          .deleter([lent](void*) {})
                          .options(type)
                          .make_tensor();
        lent->take();
        *out = torchsharp::releaseToHandle(std::move(tensor));
    });
}

tsp_status tsp_tensor_to_dlpack(tsp_tensor* tensor, void** out) {
    return guard([&] {
        TSP_REQUIRE(tensor, out);
        const auto exported = torchsharp::shareTensor(tensor);
        requireExportable(exported);
        torchsharp::requireElementsInMemory(*exported.unsafeGetTensorImpl());
        *out = at::toDLPack(exported);
    });
}

tsp_status tsp_tensor_from_dlpack(void* managed, tsp_tensor** out) {
    return guard([&] {
        TSP_REQUIRE(managed, out);
        *out = torchsharp::releaseToHandle(at::fromDLPack(static_cast<DLManagedTensor*>(managed)));
    });
}

void tsp_dlpack_release(void* managed) {
    if (auto* tensor = static_cast<DLManagedTensor*>(managed);
        tensor != nullptr && tensor->deleter != nullptr) {
        const torchsharp::RunningCall call;
        tensor->deleter(tensor);
    }
}

tsp_status tsp_tensor_storage_size(tsp_tensor* tensor, int64_t* out) {
    return guard([&] {
        TSP_REQUIRE(tensor, out);
        *out = static_cast<int64_t>(torchsharp::shareTensor(tensor).storage().nbytes());
    });
}
