#pragma once

#include <string>
#include <vector>

#include <pybind11/pybind11.h>

namespace torchsharp {

// What dir() shows: the attributes of the class and the TorchScript names.
inline pybind11::list namesOf(const pybind11::object& self, const std::vector<std::string>& names) {
    auto* type = reinterpret_cast<PyObject*>(Py_TYPE(self.ptr())); // not __class__: see face.py
    auto all = pybind11::reinterpret_steal<pybind11::list>(PyObject_Dir(type));
    if (!all) {
        throw pybind11::error_already_set();
    }
    for (const auto& name : names) {
        all.append(name);
    }
    return all;
}

} // namespace torchsharp
