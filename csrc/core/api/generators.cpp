#include "abi/torchsharp_core.h"

#include <ATen/Context.h>
#include <ATen/core/Generator.h>

#include "core/api/required.h"
#include "core/nodes/handles.h"
#include "core/nodes/results.h"
#include "core/nodes/tensor_handle.h"
#include "core/support/device.h"
#include "core/support/error.h"
#include "core/support/guard.h"
#include "core/support/text.h"

using torchsharp::guard;

namespace {

at::Generator generatorOf(const tsp_object& object) {
    if (!object.value.isGenerator()) {
        throw torchsharp::Error(TSP_ERROR_TYPE, "expected a Generator, not " +
                                                    object.value.type()->annotation_str());
    }
    return object.value.toGenerator();
}

} // namespace

tsp_status tsp_generator_create(tsp_text device, tsp_object** out) {
    return guard([&] {
        TSP_REQUIRE(out);
        const auto target = torchsharp::parseDevice(torchsharp::readText(device));
        at::Generator source = at::globalContext().defaultGenerator(target);
        const std::lock_guard<std::mutex> lock(source.mutex());
        auto generator = source.clone();
        generator.set_current_seed(at::default_rng_seed_val); // as torch.Generator does
        *out = new tsp_object(generator);
    });
}

tsp_status tsp_generator_seed_set(tsp_object* generator, int64_t seed) {
    return guard([&] {
        TSP_REQUIRE(generator);
        auto target = generatorOf(*generator);
        const std::lock_guard<std::mutex> lock(target.mutex());
        target.set_current_seed(static_cast<uint64_t>(seed));
    });
}

tsp_status tsp_generator_seed_get(tsp_object* generator, int64_t* out) {
    return guard([&] {
        TSP_REQUIRE(generator, out);
        auto source = generatorOf(*generator);
        const std::lock_guard<std::mutex> lock(source.mutex());
        *out = static_cast<int64_t>(source.current_seed());
    });
}

tsp_status tsp_generator_default(tsp_text device, tsp_object** out) {
    return guard([&] {
        TSP_REQUIRE(out);
        const auto target = torchsharp::parseDevice(torchsharp::readText(device));
        *out = new tsp_object(at::globalContext().defaultGenerator(target));
    });
}

tsp_status tsp_generator_device(tsp_object* generator, tsp_value* out) {
    return guard([&] {
        TSP_REQUIRE(generator, out);
        torchsharp::writeResult(generatorOf(*generator).device(), out, 1);
    });
}

tsp_status tsp_generator_reseed(tsp_object* generator, int64_t* out) {
    return guard([&] {
        TSP_REQUIRE(generator, out);
        auto target = generatorOf(*generator);
        const std::lock_guard<std::mutex> lock(target.mutex());
        *out = static_cast<int64_t>(target.seed());
    });
}

tsp_status tsp_generator_state_get(tsp_object* generator, tsp_tensor** out) {
    return guard([&] {
        TSP_REQUIRE(generator, out);
        auto source = generatorOf(*generator);
        const std::lock_guard<std::mutex> lock(source.mutex());
        *out = torchsharp::releaseToHandle(source.get_state());
    });
}

tsp_status tsp_generator_state_set(tsp_object* generator, tsp_tensor* state) {
    return guard([&] {
        TSP_REQUIRE(generator, state);
        auto target = generatorOf(*generator);
        const torchsharp::BorrowedTensor bytes(state);
        const std::lock_guard<std::mutex> lock(target.mutex());
        target.set_state(bytes.get());
    });
}
