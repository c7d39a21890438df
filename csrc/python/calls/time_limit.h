#pragma once

#include <pybind11/pybind11.h>

namespace torchsharp {

void bindTimeLimit(pybind11::module_& module);

} // namespace torchsharp
