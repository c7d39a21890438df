#pragma once

#include <string>
#include <utility>

#include <ATen/core/class_type.h>
#include <ATen/core/ivalue.h>

#include "core/support/export.h"

namespace torchsharp {

// A module: an instance of a class that libtorch marks as one, with parameters, buffers and
// submodules as attributes. Its methods are code of TorchScript, in the compilation unit of the
// class, or functions in C++, whose class has no unit: then it is an exported program. A Module is
// a reference: copies are the same module.
class Module {
  public:
    using ObjectPtr = c10::intrusive_ptr<c10::ivalue::Object>;

    explicit Module(ObjectPtr object) : object_(std::move(object)) {}

    const ObjectPtr& object() const { return object_; }
    c10::ClassTypePtr type() const { return object_->type(); }

  private:
    ObjectPtr object_;
};

// Whether its methods are code of TorchScript.
TSP_CORE_API bool isTorchScript(const Module& module);

// UNSUPPORTED for an exported program. refused is what cannot be done: "frozen".
TSP_CORE_API void requireTorchScript(const Module& module, const std::string& refused);

} // namespace torchsharp
