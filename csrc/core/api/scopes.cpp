#include "abi/torchsharp_core.h"

#include <thread>

#include <ATen/autocast_mode.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>

#include "core/api/required.h"
#include "core/runtime/scopes.h"
#include "core/support/device.h"
#include "core/support/error.h"
#include "core/support/guard.h"
#include "core/support/host_lock.h"
#include "core/support/live.h"

using torchsharp::guard;

struct tsp_scope : torchsharp::LiveHandle {
    explicit tsp_scope(std::unique_ptr<torchsharp::Scope> entered) : scope(std::move(entered)) {}
    std::unique_ptr<torchsharp::Scope> scope;
    std::shared_ptr<torchsharp::RunLimit> limit; // null for other scopes
    std::thread::id thread = std::this_thread::get_id();
};

struct tsp_thread_state : torchsharp::LiveHandle {
    torchsharp::ThreadState state;
};

tsp_status tsp_grad_mode_enter(int32_t enabled, tsp_scope** out) {
    return guard([&] {
        TSP_REQUIRE(out);
        *out = new tsp_scope(torchsharp::enterGradMode(enabled != 0));
    });
}

tsp_status tsp_grad_mode_get(int32_t* out) {
    return guard([&] {
        TSP_REQUIRE(out);
        *out = c10::GradMode::is_enabled() ? 1 : 0;
    });
}

tsp_status tsp_inference_mode_enter(int32_t enabled, tsp_scope** out) {
    return guard([&] {
        TSP_REQUIRE(out);
        *out = new tsp_scope(torchsharp::enterInferenceMode(enabled != 0));
    });
}

tsp_status tsp_inference_mode_get(int32_t* out) {
    return guard([&] {
        TSP_REQUIRE(out);
        *out = c10::InferenceMode::is_enabled() ? 1 : 0;
    });
}

tsp_status tsp_autocast_enter(int32_t device_type, int32_t dtype, int32_t enabled,
                              int32_t cache_enabled, tsp_scope** out) {
    return guard([&] {
        TSP_REQUIRE(out);
        *out = new tsp_scope(torchsharp::enterAutocast(torchsharp::deviceTypeOf(device_type),
                                                       torchsharp::dtypeOrNone(dtype), enabled != 0,
                                                       cache_enabled != 0));
    });
}

tsp_status tsp_autocast_get(int32_t device_type, int32_t* enabled, int32_t* dtype) {
    return guard([&] {
        TSP_REQUIRE(enabled, dtype);
        const auto device = torchsharp::deviceTypeOf(device_type);
        const bool known = at::autocast::is_autocast_available(device);
        *enabled = known && at::autocast::is_autocast_enabled(device) ? 1 : 0;
        *dtype = known ? static_cast<int32_t>(at::autocast::get_autocast_dtype(device)) : -1;
    });
}

tsp_status tsp_thread_state_capture(tsp_thread_state** out) {
    return guard([&] {
        TSP_REQUIRE(out);
        *out = new tsp_thread_state;
    });
}

tsp_status tsp_thread_state_enter(tsp_thread_state* state, tsp_scope** out) {
    return guard([&] {
        TSP_REQUIRE(state, out);
        *out = new tsp_scope(torchsharp::enterThreadState(state->state));
    });
}

void tsp_thread_state_release(tsp_thread_state* state) { torchsharp::release(state); }

tsp_status tsp_scope_exit(tsp_scope* scope) {
    return guard([&] {
        if (scope == nullptr) {
            return;
        }
        if (scope->thread != std::this_thread::get_id()) {
            torchsharp::Scope* kept = scope->scope.release(); // its end belongs to the other thread
            static_cast<void>(kept);
            delete scope;
            throw torchsharp::Error(TSP_ERROR_VALUE,
                                    "a scope must be left on the thread that entered it: its "
                                    "setting stays in force there");
        }
        delete scope;
    });
}

void* tsp_host_lock_release(void) {
    const auto* lock = torchsharp::hostLock();
    return lock == nullptr ? nullptr : lock->release();
}

void tsp_host_lock_restore(void* released) {
    if (released != nullptr) {
        torchsharp::hostLock()->restore(released);
    }
}

tsp_status tsp_limit_enter(double seconds, tsp_scope** out) {
    return guard([&] {
        TSP_REQUIRE(out);
        const auto limit =
            std::make_shared<torchsharp::RunLimit>(seconds, torchsharp::limitOfThread());
        auto scope = std::make_unique<tsp_scope>(torchsharp::enterLimit(limit));
        scope->limit = limit;
        *out = scope.release();
    });
}

tsp_status tsp_limit_cancel(tsp_scope* scope) {
    return guard([&] {
        TSP_REQUIRE(scope);
        if (scope->limit == nullptr) {
            throw torchsharp::Error(TSP_ERROR_VALUE, "only a scope of tsp_limit_enter can be "
                                                     "canceled");
        }
        scope->limit->cancel();
    });
}
