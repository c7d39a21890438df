#pragma once

#include <Python.h>

#include "core/calls/callable.h"

namespace torchsharp {

// Calls the way torch.jit does under torch.jit.trace: the trace records a call of the function with
// its control flow, not the operators that happened to run. Returns a new reference; throws.
PyObject* callTraced(const Callable& callable, PyObject* args, PyObject* kwargs);

} // namespace torchsharp
