#include "core/archive.h"
#include "core/compile.h"
#include "core/device.h"
#include "core/guard.h"
#include "core/handles.h"
#include "core/names.h"
#include "core/results.h"
#include "core/text.h"

using torchsharp::guard;
using torchsharp::readText;

namespace {

c10::IValue textList(const std::vector<std::string>& names) {
    return c10::List<std::string>(c10::ArrayRef<std::string>(names));
}

} // namespace

tsp_status tsp_module_load(const char* path, int64_t path_size, const char* device,
                           tsp_module** out) {
    return guard([&] {
        std::optional<c10::Device> target;
        if (device != nullptr) {
            target = torchsharp::parseDevice(device);
        }
        *out = new tsp_module(torchsharp::loadModule(readText(path, path_size), target));
    });
}

tsp_status tsp_module_save(tsp_module* module, const char* path, int64_t path_size) {
    return guard([&] { torchsharp::saveModule(module->module, readText(path, path_size)); });
}

tsp_status tsp_module_retain(tsp_module* module, tsp_module** out) {
    return guard([&] { *out = new tsp_module(module->module); });
}

void tsp_module_release(tsp_module* module) { delete module; }

tsp_status tsp_module_type_name(tsp_module* module, tsp_value* out) {
    return guard([&] { torchsharp::writeResult(torchsharp::typeName(module->module), out, 1); });
}

tsp_status tsp_module_methods(tsp_module* module, tsp_value* out) {
    return guard([&] {
        torchsharp::writeResult(textList(torchsharp::methodNames(module->module)), out, 1);
    });
}

tsp_status tsp_module_callable(tsp_module* module, const char* name, int64_t name_size,
                               int32_t with_hooks, tsp_callable** out) {
    return guard([&] {
        *out = new tsp_callable(torchsharp::Callable::ofMethod(
            module->module, readText(name, name_size), with_hooks != 0));
    });
}

tsp_status tsp_module_train(tsp_module* module, int32_t on) {
    return guard([&] { module->module.train(on != 0); });
}

tsp_status tsp_module_is_training(tsp_module* module, int32_t* out) {
    return guard([&] { *out = module->module.is_training() ? 1 : 0; });
}

tsp_status tsp_module_to(tsp_module* module, const char* device) {
    return guard([&] { module->module.to(torchsharp::parseDevice(device)); });
}

tsp_status tsp_unit_compile(const char* source, int64_t source_size, tsp_unit** out) {
    return guard(
        [&] { *out = new tsp_unit(torchsharp::compileUnit(readText(source, source_size))); });
}

void tsp_unit_release(tsp_unit* unit) { delete unit; }

tsp_status tsp_unit_functions(tsp_unit* unit, tsp_value* out) {
    return guard(
        [&] { torchsharp::writeResult(textList(torchsharp::functionNames(*unit->unit)), out, 1); });
}

tsp_status tsp_unit_callable(tsp_unit* unit, const char* name, int64_t name_size,
                             tsp_callable** out) {
    return guard([&] {
        *out = new tsp_callable(
            torchsharp::Callable::ofFunction(unit->unit, readText(name, name_size)));
    });
}
