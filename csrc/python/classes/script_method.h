#pragma once

#include <memory>

#include <pybind11/pybind11.h>

#include "core/calls/callable.h"
#include "core/support/live.h"

namespace torchsharp {

// A bound method or a compiled function as a Python callable.
struct ScriptMethod : LiveHandle {
    explicit ScriptMethod(std::shared_ptr<const Callable> bound) : callable(std::move(bound)) {}
    std::shared_ptr<const Callable> callable;
};

pybind11::object methodObject(std::shared_ptr<const Callable> callable);

// The schema as a torchsharp_py.schema.FunctionSchema.
pybind11::object schemaObject(const Callable& callable);

void bindScriptMethod(pybind11::module_& module);

} // namespace torchsharp
