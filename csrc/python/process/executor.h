#pragma once

#include <pybind11/pybind11.h>

namespace torchsharp {

// Settings of libtorch's executor, thread counts, libraries of operators.
void bindExecutor(pybind11::module_& module);

} // namespace torchsharp
