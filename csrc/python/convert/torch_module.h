#pragma once

#include <optional>

#include <pybind11/pybind11.h>

#include "core/types/module.h"

namespace torchsharp {

// Modules of TorchScript as torch itself has them. UNSUPPORTED for an exported program, which torch
// knows as another kind of object.

// As torch._C has it.
pybind11::object toTorchModule(const Module& module);
// The same in a torch.jit.ScriptModule.
pybind11::object toTorchScriptModule(const Module& module);

// The module in an object of torch._C; none for any other object. torch must have been imported.
std::optional<Module> fromTorchModule(const pybind11::object& object);

} // namespace torchsharp
