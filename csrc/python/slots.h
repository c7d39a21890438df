#pragma once

#include <pybind11/pybind11.h>

namespace torchsharp {

// The C++ object behind an instance of a class bound here, without the look-ups of a full cast:
// for type slots, which CPython only calls with instances of that class. Null before __init__.
template <class T> T* instanceOf(PyObject* self) {
    auto* instance = reinterpret_cast<pybind11::detail::instance*>(self);
    return static_cast<T*>(instance->get_value_and_holder().value_ptr());
}

// Gives a pybind11 class a tp_call slot of its own: pybind11's dispatcher would double the cost of
// a call.
inline pybind11::custom_type_setup callSlot(ternaryfunc call) {
    return pybind11::custom_type_setup(
        [call](PyHeapTypeObject* type) { type->ht_type.tp_call = call; });
}

} // namespace torchsharp
