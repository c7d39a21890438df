#pragma once

#include <string_view>

#include <pybind11/pybind11.h>

namespace torchsharp {

// Text that may quote bytes of a file which are not UTF-8: messages, code, graphs.
inline pybind11::str readableText(std::string_view bytes) {
    PyObject* text = PyUnicode_DecodeUTF8(bytes.data(), static_cast<Py_ssize_t>(bytes.size()),
                                          "backslashreplace");
    if (text == nullptr) {
        throw pybind11::error_already_set();
    }
    return pybind11::reinterpret_steal<pybind11::str>(text);
}

} // namespace torchsharp
