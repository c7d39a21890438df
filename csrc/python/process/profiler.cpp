#include "python/process/profiler.h"

#include <pybind11/stl.h>

#include "abi/torchsharp_core.h"
#include "core/runtime/profiler.h"
#include "python/calls/without_gil.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

using Row = std::tuple<std::string, int64_t, double, double>;

std::vector<Row> stop(const std::optional<std::string>& tracePath) {
    return withoutGil([&] {
        std::vector<Row> rows;
        for (auto& ran : stopProfiler(tracePath)) {
            rows.emplace_back(std::move(ran.name), ran.calls, ran.total, ran.self);
        }
        return rows;
    });
}

} // namespace

void bindProfiler(py::module_& module) {
    module
        .def(
            "start_profiler",
            [](bool shapes, bool memory) {
                withoutGil([&] {
                    startProfiler((shapes ? TSP_PROFILE_SHAPES : 0) |
                                  (memory ? TSP_PROFILE_MEMORY : 0));
                });
            },
            py::arg("shapes"), py::arg("memory"))
        .def("stop_profiler", &stop, py::arg("trace"));
}

} // namespace torchsharp
