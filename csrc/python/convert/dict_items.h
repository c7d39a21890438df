#pragma once

#include <pybind11/pybind11.h>

namespace torchsharp {

// Calls visit(key, value) for each item of a dict. Converting an item may run Python code, so both
// are kept alive, and a dict that changes its size is refused, as in Python's own loops.
template <class Visit> void forEachItem(PyObject* dict, Visit&& visit) {
    const Py_ssize_t size = PyDict_GET_SIZE(dict);
    PyObject* key = nullptr;
    PyObject* mapped = nullptr;
    Py_ssize_t next = 0;
    while (PyDict_Next(dict, &next, &key, &mapped) != 0) {
        const auto keyKept = pybind11::reinterpret_borrow<pybind11::object>(key);
        const auto mappedKept = pybind11::reinterpret_borrow<pybind11::object>(mapped);
        visit(key, mapped);
        if (PyDict_GET_SIZE(dict) != size) {
            PyErr_SetString(PyExc_RuntimeError, "the dict changed size while it was converted");
            throw pybind11::error_already_set();
        }
    }
}

} // namespace torchsharp
