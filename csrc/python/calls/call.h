#pragma once

#include <pybind11/pybind11.h>

#include "core/calls/callable.h"

namespace torchsharp {

// Calls with a tuple of positional arguments and a dict (or null) of keyword arguments, and
// releases the GIL while TorchScript runs. Returns a new reference; throws.
PyObject* callFromPython(const Callable& callable, PyObject* args, PyObject* kwargs);

// The same for a type's tp_call slot: a Python error is set and null returned.
PyObject* callFromSlot(const Callable& callable, PyObject* args, PyObject* kwargs) noexcept;

// The same without gradients, and the result stays a value.
c10::IValue callWithoutGradients(const Callable& callable, PyObject* args, PyObject* kwargs);

// Calls with these arguments until the executor has specialized the code, at most `most` times;
// returns the number of calls. Throws.
int64_t warmUpFromPython(const Callable& callable, PyObject* args, PyObject* kwargs, int64_t most);

} // namespace torchsharp
