#pragma once

#include <ATen/core/ivalue.h>
#include <pybind11/pybind11.h>

#include "core/live.h"

namespace torchsharp {

// An instance of a TorchScript class as Python sees it.
class ScriptObject : LiveHandle {
  public:
    explicit ScriptObject(c10::IValue value) : value_(std::move(value)) {}

    const c10::IValue& value() const { return value_; }

  private:
    c10::IValue value_;
};

void bindScriptObject(pybind11::module_& module);

} // namespace torchsharp
