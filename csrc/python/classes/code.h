#pragma once

#include <pybind11/pybind11.h>

#include "core/calls/callable.h"

namespace torchsharp {

// The code and graph of a method or function, as torch.jit prints them. UNSUPPORTED if it is
// written in C++.
pybind11::str codeText(const Callable& callable);
pybind11::str graphText(const Callable& callable, bool inlined);
// The code, and a torchsharp_py._constants.Constants with the values that it names CONSTANTS.c0 and
// so on.
pybind11::tuple codeAndConstants(const Callable& callable);

} // namespace torchsharp
