#pragma once

#include <Python.h>

#include <torch/csrc/autograd/python_variable.h>

#include "python/gil/foreign_memory.h"

namespace torchsharp {

// Whether an object is a torch.Tensor, by its real type: torch's own check also believes __class__,
// and may run Python code. False until something imports torch.
inline bool isTensorObject(PyObject* object) {
    return THPVariableClass != nullptr &&
           (THPVariable_CheckExact(object) ||
            PyObject_TypeCheck(object, reinterpret_cast<PyTypeObject*>(THPVariableClass)) != 0);
}

// The tensor in such an object. Any thread may drop it.
inline const at::Tensor& tensorOf(PyObject* object) {
    const auto& tensor = THPVariable_Unpack(object);
    deferForeignMemory(tensor);
    return tensor;
}

} // namespace torchsharp
