#include "abi/torchsharp_core.h"

#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/version.h>

#include "core/api/required.h"
#include "core/nodes/read_tree.h"
#include "core/nodes/results.h"
#include "core/runtime/libraries.h"
#include "core/runtime/settings.h"
#include "core/runtime/thread_count.h"
#include "core/support/device.h"
#include "core/support/exit_gate.h"
#include "core/support/guard.h"
#include "core/support/host_lock.h"
#include "core/support/listener.h"
#include "core/support/live.h"
#include "core/support/text.h"

using torchsharp::guard;

namespace {

class Functions : public torchsharp::AbiListener {
  public:
    Functions(tsp_warn warn, tsp_print print, void* context)
        : warn_(warn), print_(print), context_(context) {}

    void warn(const torchsharp::Warning& warning) noexcept override {
        const tsp_warning borrowed{.is_deprecation = warning.isDeprecation ? 1 : 0,
                                   .is_of_model = warning.isOfModel ? 1 : 0,
                                   .text = torchsharp::borrowText(warning.text),
                                   .file = torchsharp::borrowText(warning.file),
                                   .line = warning.line};
        warn_(context_, &borrowed);
    }

    void print(const std::string& text) override {
        if (print_(context_, torchsharp::borrowText(text)) != 0) {
            throw torchsharp::Error(TSP_ERROR_IO, "the listener could not take what was printed");
        }
    }

    bool is(tsp_warn warn, tsp_print print, const void* context) const {
        return warn_ == warn && print_ == print && context_ == context;
    }

  private:
    tsp_warn warn_;
    tsp_print print_;
    void* context_;
};

// The listener with these functions, which is made once: tasks may keep it for ever.
Functions* listenerOf(tsp_warn warn, tsp_print print, void* context) {
    static auto& mutex = *new std::mutex;
    static auto& known = *new std::vector<std::unique_ptr<Functions>>;
    const std::lock_guard<std::mutex> lock(mutex);
    for (const auto& each : known) {
        if (each->is(warn, print, context)) {
            return each.get();
        }
    }
    return known.emplace_back(std::make_unique<Functions>(warn, print, context)).get();
}

} // namespace

uint32_t tsp_abi_version(void) { return TSP_ABI_VERSION; }

uint32_t tsp_abi_minor_version(void) { return TSP_ABI_MINOR_VERSION; }

void tsp_build_info(tsp_text* out) {
    if (out == nullptr) {
        return;
    }
    static constexpr std::string_view text =
        "torchsharp_core " TORCHSHARP_VERSION ", libtorch " TORCH_VERSION;
    *out = tsp_text{text.data(), static_cast<int64_t>(text.size())};
}

tsp_status tsp_libtorch_check(void) {
    return guard([] {});
}

void tsp_error_get(tsp_error* out) {
    if (out == nullptr) {
        return;
    }
    const auto& error = torchsharp::lastErrorOfThread();
    *out = tsp_error{error.kind,
                     error.line,
                     error.column,
                     0,
                     torchsharp::borrowText(error.message),
                     torchsharp::borrowText(error.traceback),
                     torchsharp::borrowText(error.raised)};
}

int64_t tsp_live_handles(void) { return torchsharp::liveHandles(); }

tsp_status tsp_seed_set(int64_t seed) {
    return guard([&] { at::manual_seed(static_cast<uint64_t>(seed)); });
}

tsp_status tsp_num_threads_get(int64_t* out) {
    return guard([&] {
        TSP_REQUIRE(out);
        *out = at::get_num_threads();
    });
}

tsp_status tsp_num_threads_set(int64_t threads) {
    return guard([&] { at::set_num_threads(torchsharp::threadCount(threads)); });
}

tsp_status tsp_num_interop_threads_get(int64_t* out) {
    return guard([&] {
        TSP_REQUIRE(out);
        *out = static_cast<int64_t>(at::get_num_interop_threads());
    });
}

tsp_status tsp_num_interop_threads_set(int64_t threads) {
    return guard([&] { at::set_num_interop_threads(torchsharp::threadCount(threads)); });
}

tsp_status tsp_library_load(tsp_text path) {
    return guard([&] { torchsharp::loadLibrary(torchsharp::readText(path)); });
}

void tsp_exit_prepare(void) { torchsharp::prepareExit(); }

tsp_status tsp_listener_set(tsp_warn warn, tsp_print print, void* context) {
    return guard([&] {
        if ((warn == nullptr) != (print == nullptr)) {
            throw torchsharp::Error(TSP_ERROR_VALUE, "a listener needs both functions, or none");
        }
        torchsharp::setAbiListener(warn == nullptr ? nullptr : listenerOf(warn, print, context));
    });
}

tsp_status tsp_setting_get(tsp_text name, tsp_value* out) {
    return guard([&] {
        TSP_REQUIRE(out);
        torchsharp::writeResult(torchsharp::setting(torchsharp::readText(name)), out, 1);
    });
}

tsp_status tsp_setting_set(tsp_text name, const tsp_value* value) {
    return guard([&] {
        TSP_REQUIRE(value);
        const auto given = torchsharp::readAnyTree(*value, "the value of a setting");
        torchsharp::setSetting(torchsharp::readText(name), given);
    });
}

tsp_status tsp_device_count(int32_t device_type, int64_t* out) {
    return guard([&] {
        TSP_REQUIRE(out);
        *out = torchsharp::countDevices(torchsharp::deviceTypeOf(device_type));
    });
}

tsp_status tsp_device_synchronize(tsp_text device) {
    return guard([&] {
        const auto target = torchsharp::parseDevice(torchsharp::readText(device));
        if (target.is_cpu() || target.is_meta()) {
            return; // their operators end before they return
        }
        const auto* backend = c10::impl::getDeviceGuardImpl(target.type());
        const auto index = target.has_index() ? target.index() : backend->getDevice().index();
        const torchsharp::WithoutHostLock unlocked;
        backend->synchronizeDevice(index);
    });
}
