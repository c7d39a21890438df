#include "core/support/guard.h"
#include "core/nodes/handles.h"
#include "core/modules/freezing.h"
#include "core/nodes/read_tree.h"

using torchsharp::guard;

tsp_status tsp_module_freeze(tsp_module* module, const tsp_value* preserved,
                             int32_t optimize_numerics, tsp_module** out) {
    return guard([&] {
        const auto names = torchsharp::readNames(preserved, "preserved");
        *out =
            new tsp_module(torchsharp::freezeModule(module->module, names, optimize_numerics != 0));
    });
}

tsp_status tsp_module_optimize_for_inference(tsp_module* module, const tsp_value* other_methods,
                                             tsp_module** out) {
    return guard([&] {
        const auto names = torchsharp::readNames(other_methods, "other_methods");
        *out = new tsp_module(torchsharp::optimizeForInference(module->module, names));
    });
}
