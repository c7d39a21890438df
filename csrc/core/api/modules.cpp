#include "abi/torchsharp_core.h"
#include "core/api/bytes.h"
#include "core/api/extra_files.h"
#include "core/api/required.h"
#include "core/exported/program_files.h"
#include "core/exported/vet_program.h"
#include "core/files/archive.h"
#include "core/modules/copying.h"
#include "core/modules/freezing.h"
#include "core/modules/members.h"
#include "core/modules/moving.h"
#include "core/modules/state.h"
#include "core/modules/training_mode.h"
#include "core/nodes/handles.h"
#include "core/nodes/read_tree.h"
#include "core/nodes/results.h"
#include "core/support/device.h"
#include "core/support/guard.h"
#include "core/support/in_use.h"
#include "core/support/text.h"
#include "core/types/named_types.h"
#include "core/types/names.h"

using torchsharp::ExtraFiles;
using torchsharp::guard;
using torchsharp::readText;

namespace {

// An enum of the ABI by its number, from 0 to the last one. VALUE for any other number: in C++ it
// cannot be a value of that type.
template <class Enum> Enum enumOf(int32_t number, Enum last, const char* name) {
    if (number < 0 || number > static_cast<int32_t>(last)) {
        throw torchsharp::Error(TSP_ERROR_VALUE,
                                std::string("there is no ") + name + " " + std::to_string(number));
    }
    return static_cast<Enum>(number);
}

c10::IValue namedList(const torchsharp::NamedValues& values) {
    c10::impl::GenericList list(c10::AnyType::get());
    list.reserve(values.size());
    for (const auto& [name, value] : values) {
        list.push_back(c10::ivalue::Tuple::create(name, value));
    }
    return list;
}

tsp_module* loadFrom(const tsp_source& source, tsp_text device, const tsp_value* extraNames,
                     tsp_value* extra, const torchsharp::Policy* policy) {
    const auto names = torchsharp::readNames(extraNames, "the names of extra files");
    ExtraFiles files;
    auto module = std::make_unique<tsp_module>(torchsharp::loadModule(
        torchsharp::sourceOf(source),
        torchsharp::deviceOrNone(torchsharp::readOptionalText(device)), names, &files, policy));
    torchsharp::writeExtraFiles(files, extra);
    return module.release();
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

tsp_status tsp_module_load(const tsp_source* source, tsp_text device, const tsp_value* extra_names,
                           tsp_value* extra, tsp_module** out) {
    return guard([&] {
        TSP_REQUIRE(source, out);
        *out = loadFrom(*source, device, extra_names, extra, nullptr);
    });
}

tsp_status tsp_module_load_checked(const tsp_source* source, tsp_text device,
                                   const tsp_value* extra_names, tsp_value* extra, tsp_text policy,
                                   tsp_module** out) {
    return guard([&] {
        TSP_REQUIRE(source, out);
        const auto read = torchsharp::Policy::read(readText(policy));
        *out = loadFrom(*source, device, extra_names, extra, &read);
    });
}

tsp_status tsp_archive_vet(const tsp_source* source, tsp_text policy, tsp_value* out) {
    return guard([&] {
        TSP_REQUIRE(source, out);
        const auto read = torchsharp::Policy::read(readText(policy));
        torchsharp::writeResult(torchsharp::vetAnyTree(torchsharp::sourceOf(*source), read), out,
                                1);
    });
}

tsp_status tsp_module_save(tsp_module* module, const tsp_sink* sink, const tsp_value* extra) {
    return guard([&] {
        TSP_REQUIRE(module, sink);
        torchsharp::saveAnyModule(module->module, torchsharp::sinkOf(*sink),
                                  torchsharp::readExtraFiles(extra));
    });
}

tsp_status tsp_module_retain(tsp_module* module, tsp_module** out) {
    return guard([&] {
        TSP_REQUIRE(module, out);
        *out = new tsp_module(module->module);
    });
}

void tsp_module_release(tsp_module* module) { torchsharp::release(module); }

tsp_status tsp_module_type_name(tsp_module* module, tsp_value* out) {
    return guard([&] {
        TSP_REQUIRE(module, out);
        torchsharp::writeResult(torchsharp::typeName(module->module), out, 1);
    });
}

tsp_status tsp_module_methods(tsp_module* module, tsp_value* out) {
    return guard([&] {
        TSP_REQUIRE(module, out);
        torchsharp::writeResult(torchsharp::textList(torchsharp::methodNames(module->module)), out,
                                1);
    });
}

tsp_status tsp_module_callable(tsp_module* module, tsp_text name, int32_t with_hooks,
                               tsp_callable** out) {
    return guard([&] {
        TSP_REQUIRE(module, out);
        *out = new tsp_callable(
            torchsharp::Callable::ofMethod(module->module, readText(name), with_hooks != 0));
    });
}

tsp_status tsp_module_class(tsp_module* module, tsp_text name, tsp_callable** out) {
    return guard([&] {
        TSP_REQUIRE(module, out);
        *out = new tsp_callable(torchsharp::Callable::ofClass(
            torchsharp::findClass(torchsharp::namedTypesOf(module->module), readText(name))));
    });
}

tsp_status tsp_module_object(tsp_module* module, tsp_object** out) {
    return guard([&] {
        TSP_REQUIRE(module, out);
        *out = new tsp_object(module->module.object());
    });
}

tsp_status tsp_module_train(tsp_module* module, int32_t on) {
    return guard([&] {
        TSP_REQUIRE(module);
        torchsharp::setTraining(module->module, on != 0);
    });
}

tsp_status tsp_module_is_training(tsp_module* module, int32_t* out) {
    return guard([&] {
        TSP_REQUIRE(module, out);
        *out = torchsharp::isTraining(module->module) ? 1 : 0;
    });
}

tsp_status tsp_module_to(tsp_module* module, tsp_text device, int32_t dtype, int32_t flags) {
    return guard([&] {
        TSP_REQUIRE(module);
        torchsharp::moveModule(module->module,
                               torchsharp::deviceOrNone(torchsharp::readOptionalText(device)),
                               torchsharp::dtypeOrNone(dtype), flags);
    });
}

tsp_status tsp_module_members(tsp_module* module, int32_t kind, int32_t recurse, tsp_value* out) {
    return guard([&] {
        TSP_REQUIRE(module, out);
        const auto wanted = enumOf(kind, TSP_MEMBER_STATE, "tsp_member_kind");
        const torchsharp::UseMark reading(module->module.object().get());
        if (torchsharp::isOfTensors(wanted)) {
            torchsharp::writeNamedTensors(module->places.find(module->module.object(), wanted,
                                                              recurse != 0,
                                                              wanted != TSP_MEMBER_STATE),
                                          *out);
            return;
        }
        const auto members = torchsharp::membersOf(module->module, wanted, recurse != 0);
        torchsharp::writeResult(namedList(members), out, 1);
    });
}

tsp_status tsp_module_load_state(tsp_module* module, const tsp_value* state, int32_t flags,
                                 tsp_value* out) {
    return guard([&] {
        TSP_REQUIRE(module, state, out);
        const auto keys =
            torchsharp::loadState(module->module, readState(*state),
                                  (flags & TSP_STATE_STRICT) != 0, (flags & TSP_STATE_ASSIGN) != 0);
        torchsharp::writeResult(c10::ivalue::Tuple::create(torchsharp::textList(keys.missing),
                                                           torchsharp::textList(keys.unexpected)),
                                out, 1);
    });
}

tsp_status tsp_module_requires_grad_set(tsp_module* module, int32_t on) {
    return guard([&] {
        TSP_REQUIRE(module);
        torchsharp::setRequiresGrad(module->module, on != 0);
    });
}

tsp_status tsp_module_zero_grad(tsp_module* module, int32_t set_to_none) {
    return guard([&] {
        TSP_REQUIRE(module);
        torchsharp::zeroGrad(module->module, set_to_none != 0);
    });
}

tsp_status tsp_module_copy(tsp_module* module, int32_t kind, tsp_module** out) {
    return guard([&] {
        TSP_REQUIRE(module, out);
        *out = new tsp_module(
            torchsharp::copyModule(module->module, enumOf(kind, TSP_COPY_CLONE, "tsp_copy_kind")));
    });
}

tsp_status tsp_module_freeze(tsp_module* module, const tsp_value* preserved,
                             int32_t optimize_numerics, tsp_module** out) {
    return guard([&] {
        TSP_REQUIRE(module, out);
        const auto names = torchsharp::readNames(preserved, "preserved");
        *out =
            new tsp_module(torchsharp::freezeModule(module->module, names, optimize_numerics != 0));
    });
}

tsp_status tsp_module_optimize_for_inference(tsp_module* module, const tsp_value* other_methods,
                                             tsp_module** out) {
    return guard([&] {
        TSP_REQUIRE(module, out);
        const auto names = torchsharp::readNames(other_methods, "other_methods");
        *out = new tsp_module(torchsharp::optimizeForInference(module->module, names));
    });
}
