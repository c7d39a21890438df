#pragma once

#include <functional>

#include <pybind11/pybind11.h>

namespace torchsharp {

// A function that calls a Python function, once, from any thread. It does not wait for the GIL,
// see gil_thread.h: a thread of libtorch that waits could be the one that the holder waits for.
std::function<void()> callBack(pybind11::function callback);

} // namespace torchsharp
