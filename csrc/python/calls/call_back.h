#pragma once

#include <functional>

#include <pybind11/pybind11.h>

namespace torchsharp {

// A function that takes the GIL and calls a Python function, once, from any thread. After Python's
// atexit handlers it does nothing: Python would end a thread that asks for the GIL in the middle of
// C++ code, which aborts the process.
std::function<void()> callBack(pybind11::function callback);

} // namespace torchsharp
