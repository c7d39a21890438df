#pragma once

#include <string>
#include <vector>

#include <pybind11/pybind11.h>

namespace torchsharp {

// What dir() shows: the class's own attributes and the TorchScript names that are attributes as well.
inline pybind11::list namesOf(const pybind11::object& self, const std::vector<std::string>& names) {
    pybind11::list all = pybind11::module_::import("builtins").attr("object").attr("__dir__")(self);
    for (const auto& name : names) {
        all.append(name);
    }
    return all;
}

} // namespace torchsharp
