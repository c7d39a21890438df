#include "python/convert/ensure_torch.h"

#include <string>

#include <pybind11/pybind11.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/version.h>

#include "python/convert/python_modules.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

// The registries of classes in this interpreter, one for each kind of pybind11 in it.
std::string registries() {
    std::string names;
    for (const auto& [key, value] : py::dict(py::detail::get_python_state_dict())) {
        const std::string name = py::str(key);
        if (name.starts_with("__pybind11_internals_") && name != PYBIND11_INTERNALS_ID) {
            names += (names.empty() ? "" : ", ") + name;
        }
    }
    return names.empty() ? "none" : names;
}

// Modules know each other's classes only if they were compiled with the same internals of pybind11.
void requireClassesOf(const py::module_& torch) {
    if (py::detail::get_type_info(typeid(torch::jit::Module)) != nullptr) {
        return;
    }
    const std::string text = "the extension of torchsharp_py was built for torch " TORCH_VERSION
                             ", whose classes are in " PYBIND11_INTERNALS_ID ", but torch " +
                             std::string(py::str(py::getattr(torch, "__version__", py::none()))) +
                             " from " +
                             std::string(py::str(py::getattr(torch, "__file__", py::none()))) +
                             " has not put them there (other places: " + registries() +
                             "): pip install --force-reinstall 'torch==" TORCH_VERSION
                             "', or build torchsharp_py for the torch that you have (pip install "
                             "--no-build-isolation . in its sources)";
    py::set_error(PyExc_ImportError, text.c_str());
    throw py::error_already_set();
}

} // namespace

void ensureTorch() {
    static bool isReady = false; // the GIL is held
    if (!isReady) [[unlikely]] {
        requireClassesOf(py::module_::import(python_modules::torch));
        isReady = true;
    }
}

} // namespace torchsharp
