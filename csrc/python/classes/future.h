#pragma once

#include <ATen/core/ivalue.h>
#include <pybind11/pybind11.h>

#include "core/support/live.h"

namespace torchsharp {

// A TorchScript Future or Await as Python sees it.
class Future : LiveHandle {
  public:
    explicit Future(c10::IValue value) : value_(std::move(value)) {}

    const c10::IValue& value() const { return value_; }

  private:
    c10::IValue value_;
};

void bindFuture(pybind11::module_& module);

} // namespace torchsharp
