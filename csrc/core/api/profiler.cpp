#include "core/support/guard.h"
#include "core/runtime/profiler.h"
#include "core/nodes/results.h"
#include "core/support/text.h"

using torchsharp::guard;

tsp_status tsp_profiler_start(int32_t flags) {
    return guard([&] { torchsharp::startProfiler(flags); });
}

tsp_status tsp_profiler_stop(const char* trace_path, int64_t trace_path_size, tsp_value* out) {
    return guard([&] {
        std::optional<std::string> path;
        if (trace_path != nullptr) {
            path = torchsharp::readText(trace_path, trace_path_size);
        }
        c10::List<std::tuple<std::string, int64_t, double, double>> rows;
        for (const auto& row : torchsharp::stopProfiler(path)) {
            rows.push_back({row.name, row.calls, row.total, row.self});
        }
        torchsharp::writeResult(rows, out, 1);
    });
}
