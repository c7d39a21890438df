#pragma once

#include <Python.h>

#include <functional>

namespace torchsharp {

// Work that needs the GIL, from threads that must not wait for it: the thread that holds the GIL
// may wait for them. It is done at once if the calling thread holds the GIL, and otherwise soon, on
// one thread of this module. After Python's atexit handlers, what would be done there is left out:
// the objects stay until the process ends.

// It must not throw.
void runWithGil(std::function<void()> work) noexcept;

// Py_DECREF. Does nothing if Python is not running.
void dropReference(PyObject* object) noexcept;

// Registers the handlers that stop the thread at the end of Python, and renew it after a fork.
void bindGilThread();

} // namespace torchsharp
