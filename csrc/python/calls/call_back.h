#pragma once

#include <functional>

#include <pybind11/pybind11.h>

namespace torchsharp {

// A function that calls a Python one from whatever thread, once, and takes the GIL for it. After Python's
// atexit handlers it does nothing: a thread that asks for the GIL then is ended in the middle of C++
// code, which aborts the process.
std::function<void()> callBack(pybind11::function callback);

// Registers the atexit handler, which waits for the calls that are under way.
void bindCallBack();

} // namespace torchsharp
