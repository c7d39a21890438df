#include "abi/torchsharp_core.h"
#include "core/api/bytes.h"
#include "core/api/extra_files.h"
#include "core/api/required.h"
#include "core/exported/describe_program.h"
#include "core/exported/program_files.h"
#include "core/nodes/handles.h"
#include "core/nodes/results.h"
#include "core/support/device.h"
#include "core/support/guard.h"
#include "core/support/text.h"

using torchsharp::guard;

tsp_status tsp_program_load(const tsp_source* source, tsp_text name, int32_t mode, tsp_text policy,
                            tsp_text device, const tsp_value* extra_names, tsp_value* extra,
                            tsp_module** out) {
    return guard([&] {
        TSP_REQUIRE(source, out);
        const auto names = torchsharp::readNames(extra_names, "the names of extra files");
        const auto rules = torchsharp::readOptionalText(policy);
        const auto read = rules ? std::optional(torchsharp::Policy::read(*rules)) : std::nullopt;
        torchsharp::ExtraFiles files;
        auto object = torchsharp::loadProgram(
            torchsharp::sourceOf(*source), torchsharp::readOptionalText(name).value_or(""),
            torchsharp::programModeOf(mode),
            torchsharp::deviceOrNone(torchsharp::readOptionalText(device)), names, &files,
            read ? &*read : nullptr);
        auto module = std::make_unique<tsp_module>(torchsharp::Module(std::move(object)));
        torchsharp::writeExtraFiles(files, extra);
        *out = module.release();
    });
}

tsp_status tsp_program_describe(tsp_module* module, tsp_value* out) {
    return guard([&] {
        TSP_REQUIRE(module, out);
        torchsharp::writeResult(torchsharp::describeProgram(module->module), out, 1);
    });
}
