#include "core/runtime/profiler.h"
#include "abi/torchsharp_core.h"
#include "core/api/required.h"
#include "core/nodes/results.h"
#include "core/support/guard.h"
#include "core/support/text.h"

using torchsharp::guard;

tsp_status tsp_profiler_start(int32_t flags) {
    return guard([&] { torchsharp::startProfiler(flags); });
}

tsp_status tsp_profiler_stop(tsp_text trace_path, tsp_value* out) {
    return guard([&] {
        TSP_REQUIRE(out);
        c10::List<std::tuple<std::string, int64_t, double, double>> rows;
        for (const auto& row : torchsharp::stopProfiler(torchsharp::readOptionalText(trace_path))) {
            rows.push_back({row.name, row.calls, row.total, row.self});
        }
        torchsharp::writeResult(rows, out, 1);
    });
}
