#pragma once

#include <pybind11/pybind11.h>

namespace torchsharp {

// Tensors and modules as handles of the C ABI, for another language in the same process.
void bindInterop(pybind11::module_& module);

} // namespace torchsharp
