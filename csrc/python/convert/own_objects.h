#pragma once

#include <ATen/core/ivalue.h>
#include <pybind11/pybind11.h>

namespace torchsharp {

// How values convert to and from this package's own Python classes. python/classes fills it when it
// binds them, so that conversion need not know the classes.
struct OwnObjects {
    // The value in an object of these classes; None for any other object.
    c10::IValue (*valueOf)(PyObject* object) = nullptr;
    // The tensor in an Array; null for any other object.
    const at::Tensor* (*tensorOf)(PyObject* object) = nullptr;
    // An object around a module, an instance of a class, a Future or an Await.
    pybind11::object (*objectOf)(const c10::IValue& value) = nullptr;
};

OwnObjects& ownObjects();

} // namespace torchsharp
