#include "core/api/bytes.h"
#include "core/files/archive.h"
#include "core/files/checkpoint.h"
#include "core/support/device.h"
#include "core/support/guard.h"
#include "core/nodes/handles.h"
#include "core/nodes/read_tree.h"
#include "core/nodes/results.h"

using torchsharp::ExtraFiles;
using torchsharp::guard;

namespace {

std::optional<c10::Device> deviceOrNone(const char* device) {
    return device == nullptr ? std::nullopt : std::optional(torchsharp::parseDevice(device));
}

ExtraFiles readExtra(const tsp_value* value) {
    ExtraFiles extra;
    if (value != nullptr) {
        static const auto& type = *new c10::TypePtr(
            c10::DictType::create(c10::StringType::get(), c10::StringType::get()));
        for (const auto& item :
             torchsharp::readTree(*value, *type, "extra files").toGenericDict()) {
            extra[item.key().toStringRef()] = item.value().toStringRef();
        }
    }
    return extra;
}

} // namespace

tsp_status tsp_module_load(const tsp_source* source, const char* device,
                           const tsp_value* extra_names, tsp_value* extra, tsp_module** out) {
    return guard([&] {
        const auto names = torchsharp::readNames(extra_names, "the names of extra files");
        ExtraFiles files;
        auto module = std::make_unique<tsp_module>(torchsharp::loadModule(
            torchsharp::sourceOf(*source), deviceOrNone(device), names, &files));
        if (extra != nullptr) {
            c10::Dict<std::string, std::string> found;
            for (const auto& [name, content] : files) {
                found.insert(name, content);
            }
            torchsharp::writeResult(found, extra, 1);
        }
        *out = module.release();
    });
}

tsp_status tsp_module_save(tsp_module* module, const tsp_sink* sink, const tsp_value* extra) {
    return guard([&] {
        torchsharp::saveModule(module->module, torchsharp::sinkOf(*sink), readExtra(extra));
    });
}

tsp_status tsp_checkpoint_load(const tsp_source* source, const char* device, tsp_value* out) {
    return guard([&] {
        torchsharp::writeResult(
            torchsharp::loadCheckpoint(torchsharp::sourceOf(*source), deviceOrNone(device)), out,
            1);
    });
}

tsp_status tsp_checkpoint_save(const tsp_value* value, const tsp_sink* sink) {
    return guard([&] {
        torchsharp::saveCheckpoint(torchsharp::readAnyTree(*value, "a checkpoint"),
                                   torchsharp::sinkOf(*sink));
    });
}
