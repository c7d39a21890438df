#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <pybind11/pybind11.h>

#include "core/calls/callable.h"
#include "core/calls/tensor_places.h"
#include "core/support/live.h"
#include "core/types/module.h"

namespace torchsharp {

// A TorchScript module as Python sees it, with the methods and constructors resolved so far. The
// GIL guards these caches.
class ScriptModule : LiveHandle {
  public:
    explicit ScriptModule(Module module);
    ~ScriptModule();

    // The only Python object of a module while anybody has it, so that a submodule that two modules
    // share is one object, as in torch.nn.Module.
    static pybind11::object of(Module module);

    // A module keeps the objects of its submodules that it returned, so that what Python sets on
    // one of them is still there the next time. They are in its __dict__, where the garbage
    // collector sees them.
    static void keepChild(const pybind11::object& self, const pybind11::object& name,
                          const pybind11::object& child);

    // Its class's name while it is a part of a module that Python has; empty text otherwise.
    std::string whole() const;
    void notePartOf(const ScriptModule& whole) { whole_ = whole.module_.object().get(); }

    // The objects of the names in a layout, made once.
    using Names = std::vector<pybind11::str>;
    std::shared_ptr<const Names> placeNames(const std::shared_ptr<const TensorLayout>& layout);
    TensorPlaces places;

    const Module& module() const { return module_; }

    // UNKNOWN_METHOD with the known names.
    std::shared_ptr<const Callable> method(const std::string& name);
    // What `module(...)` runs without Python hooks: forward with its scripted hooks.
    const std::shared_ptr<const Callable>& call();
    // Creates instances of a class that the module knows. UNKNOWN_METHOD with the known names.
    std::shared_ptr<const Callable> constructor(const std::string& className);

    // A torchsharp_py._module.hooks.Hooks, which then runs the calls; null while there are no
    // hooks.
    pybind11::object hooks;

  private:
    Module module_;
    std::map<std::string, std::shared_ptr<const Callable>> methods_;
    std::map<std::string, std::shared_ptr<const Callable>> constructors_;
    std::shared_ptr<const Callable> call_;
    const c10::ivalue::Object* whole_ = nullptr; // may be gone
    std::shared_ptr<const TensorLayout> namedLayout_;
    std::shared_ptr<const Names> names_;
};

void bindScriptModule(pybind11::module_& module);

// A module from a torch.jit.ScriptModule, a torchsharp_py ScriptModule, or a module of torch._C.
Module moduleFromPython(const pybind11::object& object);

} // namespace torchsharp
