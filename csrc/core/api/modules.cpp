#include "core/support/guard.h"
#include "core/nodes/handles.h"
#include "core/types/names.h"
#include "core/nodes/results.h"
#include "core/support/text.h"

using torchsharp::guard;
using torchsharp::readText;

tsp_status tsp_module_retain(tsp_module* module, tsp_module** out) {
    return guard([&] { *out = new tsp_module(module->module); });
}

void tsp_module_release(tsp_module* module) { delete module; }

tsp_status tsp_module_type_name(tsp_module* module, tsp_value* out) {
    return guard([&] { torchsharp::writeResult(torchsharp::typeName(module->module), out, 1); });
}

tsp_status tsp_module_methods(tsp_module* module, tsp_value* out) {
    return guard([&] {
        torchsharp::writeResult(torchsharp::textList(torchsharp::methodNames(module->module)), out,
                                1);
    });
}

tsp_status tsp_module_callable(tsp_module* module, const char* name, int64_t name_size,
                               int32_t with_hooks, tsp_callable** out) {
    return guard([&] {
        *out = new tsp_callable(torchsharp::Callable::ofMethod(
            module->module, readText(name, name_size), with_hooks != 0));
    });
}
