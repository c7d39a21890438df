#pragma once

#include <map>
#include <memory>
#include <string>

#include <pybind11/pybind11.h>
#include <torch/csrc/jit/api/module.h>

#include "core/callable.h"

namespace torchsharp {

// A TorchScript module as Python sees it: the module and its methods as resolved so far. The GIL
// guards the cache.
class ScriptModule {
  public:
    explicit ScriptModule(torch::jit::Module module) : module_(std::move(module)) {}

    const torch::jit::Module& module() const { return module_; }
    torch::jit::Module& module() { return module_; }

    // UNKNOWN_METHOD, with the names there are.
    std::shared_ptr<const Callable> method(const std::string& name);
    // What `module(...)` runs where there are no hooks of Python: forward with its scripted hooks.
    const std::shared_ptr<const Callable>& call();

    // A torchsharp_py._hooks.Hooks, which then runs the calls; null as long as there are none.
    pybind11::object hooks;

  private:
    torch::jit::Module module_;
    std::map<std::string, std::shared_ptr<const Callable>> methods_;
    std::shared_ptr<const Callable> call_;
};

void bindScriptModule(pybind11::module_& module);
// The parts of the class that have files of their own.
void bindModuleCalls(pybind11::class_<ScriptModule>& bound);
void bindModuleOptimization(pybind11::class_<ScriptModule>& bound);

// The tp_call slot.
PyObject* callModule(PyObject* self, PyObject* args, PyObject* kwargs);
// The slots by which Python's garbage collector finds cycles through hooks.
int visitModule(PyObject* self, visitproc visit, void* arg);
int clearModule(PyObject* self);

// A module from a torch.jit.ScriptModule, a torchsharp_py ScriptModule, or what torch._C calls one.
torch::jit::Module moduleFromPython(const pybind11::object& object);

} // namespace torchsharp
