#include "python/convert/torch_module.h"

#include <torch/csrc/jit/api/module.h>

#include "python/convert/ensure_torch.h"
#include "python/convert/python_modules.h"

namespace py = pybind11;

namespace torchsharp {

py::object toTorchModule(const Module& module) {
    requireTorchScript(module, "used as a torch.jit.ScriptModule");
    ensureTorch();
    return py::cast(torch::jit::Module(module.object()));
}

py::object toTorchScriptModule(const Module& module) {
    const auto inner = toTorchModule(module);
    return py::module_::import(python_modules::torchJitRecursive).attr("wrap_cpp_module")(inner);
}

std::optional<Module> fromTorchModule(const py::object& object) {
    try {
        return Module(object.cast<torch::jit::Module>()._ivalue());
    } catch (const py::builtin_exception&) { // a cast that failed
        return std::nullopt;
    }
}

} // namespace torchsharp
