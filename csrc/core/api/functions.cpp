#include <memory>

#include "abi/torchsharp_core.h"
#include "core/api/required.h"
#include "core/nodes/read_tree.h"
#include "core/nodes/results.h"
#include "core/nodes/tensor_handle.h"
#include "core/support/guard.h"
#include "core/support/host_object.h"
#include "core/support/text.h"
#include "core/training/host_node.h"
#include "core/training/tensor_hooks.h"

struct tsp_hook : torchsharp::LiveHandle {
    explicit tsp_hook(std::shared_ptr<torchsharp::TensorHook> value) : hook(std::move(value)) {}
    std::shared_ptr<torchsharp::TensorHook> hook;
};

namespace {

using torchsharp::guard;
using torchsharp::HostObject;
using torchsharp::readOptionalTensors;
using torchsharp::readTensors;

// null: none.
std::vector<at::Tensor> tensorsOf(const tsp_value* list, const char* what) {
    return list == nullptr ? std::vector<at::Tensor>{} : readTensors(*list, what);
}

template <class Function> void requireCallback(Function* function, const char* name) {
    if (function == nullptr) {
        torchsharp::throwNullPointer(name, 0);
    }
}

} // namespace

tsp_status tsp_node_record(const tsp_function* function, const tsp_value* inputs,
                           const tsp_value* outputs, const tsp_value* dirty,
                           const tsp_value* non_differentiable, const tsp_value* saved,
                           tsp_value* out) {
    return guard([&] {
        TSP_REQUIRE(function);
        torchsharp::HostFunction kept;
        kept.context = HostObject::adopt(function->context, function->release);
        kept.backward = function->backward;
        kept.materializes = function->materializes != 0;
        TSP_REQUIRE(inputs, outputs, out);
        requireCallback(function->backward, "backward");
        kept.name = torchsharp::readText(function->name);
        const torchsharp::HostStep step{.inputs = readTensors(*inputs, "inputs"),
                                        .outputs = readOptionalTensors(outputs, "outputs"),
                                        .dirty = tensorsOf(dirty, "dirty"),
                                        .nonDifferentiable =
                                            tensorsOf(non_differentiable, "non_differentiable"),
                                        .saved = readOptionalTensors(saved, "saved")};
        const auto results = torchsharp::record(std::move(kept), step);
        torchsharp::writeResult(c10::List<at::Tensor>(results), out, 1);
    });
}

tsp_status tsp_node_saved(tsp_node* node, tsp_value* out) {
    return guard([&] {
        TSP_REQUIRE(node, out);
        torchsharp::writeResult(c10::List<at::Tensor>(torchsharp::savedWith(node)), out, 1);
    });
}

tsp_status tsp_hook_add(tsp_tensor* tensor, int32_t kind, tsp_tensor_hook hook,
                        tsp_callback release, void* context, tsp_hook** out) {
    return guard([&] {
        auto kept = HostObject::adopt(context, release);
        TSP_REQUIRE(tensor, out);
        requireCallback(hook, "hook");
        auto made = std::make_unique<tsp_hook>(
            std::make_shared<torchsharp::TensorHook>(hook, std::move(kept)));
        torchsharp::addHook(torchsharp::shareTensor(tensor), kind, made->hook);
        *out = made.release();
    });
}

tsp_status tsp_hook_remove(tsp_hook* hook) {
    return guard([&] {
        TSP_REQUIRE(hook);
        hook->hook->remove();
    });
}

void tsp_hook_release(tsp_hook* hook) { torchsharp::release(hook); }

tsp_status tsp_failure_set(tsp_text message, void* exception, tsp_callback release) {
    return guard([&] {
        auto kept = HostObject::adopt(exception, release);
        torchsharp::setFailure(torchsharp::readText(message), std::move(kept));
    });
}

tsp_status tsp_failure_take(void** out) {
    // Not a call of its own: it reads the error of the last one.
    if (out != nullptr) {
        const auto& exception = torchsharp::lastErrorOfThread().exception;
        *out = exception == nullptr ? nullptr : exception->take();
    }
    return TSP_OK;
}
