#pragma once

#include <pybind11/pybind11.h>

namespace torchsharp {

// After Python's atexit handlers, Python ends each other thread that asks for the GIL, wherever in
// C++ code that is: through destructors that must not throw, which aborts the process. So threads of
// the package no longer ask for it, and those in other C++ code sleep instead of aborting.

// Whether the calling thread must not ask for the GIL, because Python ends or has ended.
bool mustNotReturnToPython() noexcept;

// Registers the atexit handler.
void bindPythonEnd(pybind11::module_& module);

} // namespace torchsharp
