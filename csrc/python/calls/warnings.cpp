#include "python/calls/warnings.h"

#include <stdexcept>

#include <pybind11/pybind11.h>

#include "python/calls/gil.h"
#include "python/convert/python_modules.h"
#include "python/convert/readable_text.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

class PythonListener : public Listener {
  public:
    void print(const std::string& text) override {
        const TakeGil taken;
        try {
            const auto out = py::module_::import(python_modules::sys).attr("stdout");
            if (!out.is_none()) { // Python has no console, as under pythonw
                out.attr("write")(readableText(text));
            }
        } catch (const py::error_already_set& e) {
            throw std::runtime_error(e.what()); // TorchScript's frames are freed without the GIL
        }
    }
};

// As torch does it: the place of a model's warning is the model's, others have the caller's.
bool issue(const Warning& warning) {
    PyObject* category = warning.isDeprecation ? PyExc_DeprecationWarning : PyExc_UserWarning;
    if (warning.file.empty()) {
        return PyErr_WarnEx(category, warning.text.c_str(), 1) == 0;
    }
    if (warning.isOfModel) {
        return PyErr_WarnExplicit(category, warning.text.c_str(), warning.file.c_str(),
                                  static_cast<int>(warning.line), nullptr, nullptr) == 0;
    }
    const std::string text = warning.text + " (Triggered internally at " + warning.file + ":" +
                             std::to_string(warning.line) + ".)";
    return PyErr_WarnEx(category, text.c_str(), 1) == 0;
}

} // namespace

Listener& pythonListener() {
    static auto* listener = new PythonListener; // tasks outlive static objects
    return *listener;
}

void raiseWarnings(const Warnings& heard) {
    for (const auto& warning : heard) {
        if (!issue(warning)) {
            throw py::error_already_set();
        }
    }
}

void reportWarnings(const Warnings& heard) noexcept {
    for (const auto& warning : heard) {
        if (!issue(warning)) {
            PyErr_WriteUnraisable(nullptr);
        }
    }
}

} // namespace torchsharp
