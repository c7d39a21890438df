#include "core/support/device.h"
#include "core/support/guard.h"
#include "core/nodes/handles.h"
#include "core/modules/members.h"
#include "core/modules/moving.h"
#include "core/types/names.h"
#include "core/nodes/read_tree.h"
#include "core/nodes/results.h"
#include "core/modules/state.h"

using torchsharp::guard;

namespace {

c10::IValue namedList(const torchsharp::NamedValues& values) {
    c10::impl::GenericList list(c10::AnyType::get());
    list.reserve(values.size());
    for (const auto& [name, value] : values) {
        list.push_back(c10::ivalue::Tuple::create(name, value));
    }
    return list;
}

torchsharp::NamedValues readState(const tsp_value& value) {
    static const auto& type =
        *new c10::TypePtr(c10::DictType::create(c10::StringType::get(), c10::TensorType::get()));
    torchsharp::NamedValues state;
    for (const auto& item : torchsharp::readTree(value, *type, "a state").toGenericDict()) {
        state.emplace_back(item.key().toStringRef(), item.value());
    }
    return state;
}

} // namespace

tsp_status tsp_module_members(tsp_module* module, int32_t kind, int32_t recurse, tsp_value* out) {
    return guard([&] {
        if (kind < TSP_MEMBER_PARAMETERS || kind > TSP_MEMBER_STATE) {
            throw torchsharp::Error(TSP_ERROR_VALUE,
                                    "there is no tsp_member_kind " + std::to_string(kind));
        }
        const auto members =
            torchsharp::membersOf(module->module, static_cast<tsp_member_kind>(kind), recurse != 0);
        torchsharp::writeResult(namedList(members), out, 1);
    });
}

tsp_status tsp_module_load_state(tsp_module* module, const tsp_value* state, int32_t flags,
                                 tsp_value* out) {
    return guard([&] {
        const auto keys =
            torchsharp::loadState(module->module, readState(*state),
                                  (flags & TSP_STATE_STRICT) != 0, (flags & TSP_STATE_ASSIGN) != 0);
        torchsharp::writeResult(c10::ivalue::Tuple::create(torchsharp::textList(keys.missing),
                                                           torchsharp::textList(keys.unexpected)),
                                out, 1);
    });
}

tsp_status tsp_module_train(tsp_module* module, int32_t on) {
    return guard([&] { module->module.train(on != 0); });
}

tsp_status tsp_module_is_training(tsp_module* module, int32_t* out) {
    return guard([&] { *out = module->module.is_training() ? 1 : 0; });
}

tsp_status tsp_module_to(tsp_module* module, const char* device, int32_t dtype, int32_t flags) {
    return guard([&] {
        std::optional<c10::Device> target;
        if (device != nullptr) {
            target = torchsharp::parseDevice(device);
        }
        torchsharp::moveModule(module->module, target, torchsharp::dtypeOrNone(dtype), flags);
    });
}

tsp_status tsp_module_requires_grad_set(tsp_module* module, int32_t on) {
    return guard([&] { torchsharp::setRequiresGrad(module->module, on != 0); });
}

tsp_status tsp_module_zero_grad(tsp_module* module, int32_t set_to_none) {
    return guard([&] { torchsharp::zeroGrad(module->module, set_to_none != 0); });
}

tsp_status tsp_module_copy(tsp_module* module, int32_t kind, tsp_module** out) {
    return guard([&] {
        *out = new tsp_module(
            torchsharp::copyModule(module->module, static_cast<tsp_copy_kind>(kind)));
    });
}
