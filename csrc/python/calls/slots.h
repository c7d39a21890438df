#pragma once

#include <string>

#include <pybind11/pybind11.h>

namespace torchsharp {

// The C++ object behind an instance of a class bound here, without the look-ups of a full cast:
// for type slots, which CPython only calls with instances of that class. Null before __init__.
template <class T> T* instanceOf(PyObject* self) {
    auto* instance = reinterpret_cast<pybind11::detail::instance*>(self);
    return static_cast<T*>(instance->get_value_and_holder().value_ptr());
}

inline PyObject* refuseNew(PyTypeObject* type, PyObject*, PyObject*) {
    PyErr_Format(PyExc_TypeError, "%s cannot be created directly: use torchsharp_py.jit",
                 type->tp_name);
    return nullptr;
}

// The slots that all classes bound here have: only C++ creates instances, so that none is empty,
// and each class has its own tp_call slot (or null), because pybind11's dispatcher would double the
// cost of a call.
inline pybind11::custom_type_setup typeSlots(ternaryfunc call) {
    return pybind11::custom_type_setup([call](PyHeapTypeObject* type) {
        type->ht_type.tp_new = &refuseNew;
        type->ht_type.tp_call = call;
    });
}

// The same for the slots of the garbage collector, which may be called before the object is
// complete: then it returns null.
template <class T> T* completeInstanceOf(PyObject* self) {
    const auto* instance = reinterpret_cast<pybind11::detail::instance*>(self);
    const bool isComplete =
        instance->simple_layout && pybind11::detail::is_holder_constructed(self);
    return isComplete ? instanceOf<T>(self) : nullptr;
}

// Without these, pickling by the oldest protocols would look for a constructor and abort. instead
// says what can be pickled.
template <class Class> void refusePickling(Class& bound, const char* instead) {
    const auto refuse = [instead](const pybind11::object& self,
                                  const pybind11::args&) -> pybind11::object {
        throw pybind11::type_error(std::string("a ") + Py_TYPE(self.ptr())->tp_name +
                                   " cannot be pickled: " + instead);
    };
    bound.def("__reduce__", refuse).def("__reduce_ex__", refuse);
}

} // namespace torchsharp
