#pragma once

#include <map>
#include <memory>
#include <string>

#include <ATen/core/ivalue.h>
#include <pybind11/pybind11.h>

#include "core/calls/callable.h"
#include "core/support/live.h"

namespace torchsharp {

// An instance of a TorchScript class as Python sees it, with the methods resolved so far, because
// resolving one reads its graphs. The GIL guards this cache.
class ScriptObject : LiveHandle {
  public:
    explicit ScriptObject(c10::IValue value) : value_(std::move(value)) {}

    const c10::IValue& value() const { return value_; }

    // Null if there is no such method.
    std::shared_ptr<const Callable> method(const std::string& name);

  private:
    c10::IValue value_;
    std::map<std::string, std::shared_ptr<const Callable>> methods_;
};

void bindScriptObject(pybind11::module_& module);

} // namespace torchsharp
