#pragma once

#include <pybind11/pybind11.h>

namespace torchsharp {

void bindCheckpoints(pybind11::module_& module);

} // namespace torchsharp
