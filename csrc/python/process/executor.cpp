#include "python/process/executor.h"

#include <ATen/Parallel.h>
#include <pybind11/stl.h>

#include "core/runtime/executor.h"
#include "core/runtime/libraries.h"
#include "core/runtime/thread_count.h"
#include "python/calls/without_gil.h"

namespace py = pybind11;

namespace torchsharp {

void bindExecutor(py::module_& module) {
    module.def("fusion_strategy", &fusionStrategy)
        .def("set_fusion_strategy", &setFusionStrategy, py::arg("strategy"))
        .def("profiling_executor", &profilingExecutor)
        .def("set_profiling_executor", &setProfilingExecutor, py::arg("enabled"))
        .def("profiled_runs", &profiledRuns)
        .def("set_profiled_runs", &setProfiledRuns, py::arg("runs"))
        .def(
            "get_num_threads", [] { return at::get_num_threads(); },
            "The number of threads that one operator may use.")
        .def(
            "set_num_threads", [](int64_t threads) { at::set_num_threads(threadCount(threads)); },
            py::arg("threads"),
            "Sets the number of threads that one operator may use, as torch.set_num_threads.")
        .def(
            "get_num_interop_threads", [] { return at::get_num_interop_threads(); },
            "The number of threads for tasks (torch.jit.fork).")
        .def(
            "set_num_interop_threads",
            [](int64_t threads) { at::set_num_interop_threads(threadCount(threads)); },
            py::arg("threads"),
            "Sets the number of threads for tasks (torch.jit.fork), once, before the first "
            "task.")
        .def(
            "load_library",
            [](const std::string& path) {
                // A library may start threads that need it.
                withoutGil([&] { loadLibrary(path); });
            },
            py::arg("path"));
}

} // namespace torchsharp
