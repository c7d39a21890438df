#pragma once

#include <string>

#include <pybind11/pybind11.h>

#include "core/calls/callable.h"

namespace torchsharp {

// What a method or function is made of, as torch.jit prints it. UNSUPPORTED where it is written in C++.
std::string codeText(const Callable& callable);
std::string graphText(const Callable& callable, bool inlined);
// The code, and a torchsharp_py._constants.Constants with what the code names CONSTANTS.c0 and so on.
pybind11::tuple codeAndConstants(const Callable& callable);

} // namespace torchsharp
