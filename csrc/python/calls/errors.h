#pragma once

#include <exception>

#include <pybind11/pybind11.h>

namespace torchsharp {

// Sets the Python error for a C++ exception: one of torchsharp_py._errors, or the Python error that
// the exception carries.
void setPythonError(const std::exception_ptr& error) noexcept;

// Makes every function bound by this module report errors that way.
void registerErrors();

} // namespace torchsharp
