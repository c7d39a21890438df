#pragma once

#include <pybind11/pybind11.h>

#include "python/classes/script_module.h"

namespace torchsharp {

// The functions of a ScriptModule by subject, one file each. The Python side, with the
// documentation, is in torchsharp_py/_module.
void bindModuleFiles(pybind11::class_<ScriptModule>& bound);
void bindModuleState(pybind11::class_<ScriptModule>& bound);
void bindModuleMoving(pybind11::class_<ScriptModule>& bound);
void bindModuleCalls(pybind11::class_<ScriptModule>& bound);
void bindModuleFreezing(pybind11::class_<ScriptModule>& bound);

// Whether that attribute is a submodule.
inline bool isChild(const c10::ClassType& type, const std::string& name) {
    const auto slot = type.findAttributeSlot(name);
    return slot && type.getAttribute(*slot)->is_module();
}

// The tp_call slot.
PyObject* callModule(PyObject* self, PyObject* args, PyObject* kwargs);
// The slots by which Python's garbage collector finds cycles through hooks and __dict__.
int visitModule(PyObject* self, visitproc visit, void* arg);
int clearModule(PyObject* self);

} // namespace torchsharp
