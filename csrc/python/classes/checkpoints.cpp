#include "python/classes/checkpoints.h"

#include "core/files/checkpoint.h"
#include "python/calls/without_gil.h"

namespace py = pybind11;

namespace torchsharp {

void bindCheckpoints(py::module_& module) {
    module.def(
        "require_few_repeats",
        [](const std::string& path) { withoutGil([&] { requireFewRepeats(fileSource(path)); }); },
        py::arg("path"),
        "Refuses a checkpoint whose values repeat others so often that Python would hash them for "
        "hours.");
}

} // namespace torchsharp
