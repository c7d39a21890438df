#pragma once

#include <ATen/core/Tensor.h>
#include <pybind11/pybind11.h>

namespace torchsharp {

// Tensors from and to the buffer protocol, which NumPy's arrays have. torch is not imported.

// A tensor that shares the elements of a writable object, and copies those of one that is only for
// reading, because a model may write to its inputs. TYPE if the object has no elements that a
// tensor can have. Any thread may drop the tensor. Needs the GIL.
at::Tensor tensorFromBuffer(PyObject* object);

// The same elements where the buffer protocol can describe them: dense, in the memory of the CPU,
// and of a type that the struct module has. What has no such type, as bfloat16, becomes float32.
// Needs no GIL.
at::Tensor describable(const at::Tensor& tensor);

// The elements of a describable tensor.
pybind11::buffer_info bufferOf(const at::Tensor& tensor);

} // namespace torchsharp
