#include <pybind11/stl.h>

#include "core/modules/freezing.h"
#include "python/calls/call.h"
#include "python/calls/without_gil.h"
#include "python/classes/script_module.h"
#include "python/classes/script_module_bindings.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

template <class Make> py::object made(Make&& make) {
    return ScriptModule::of(withoutGil(std::forward<Make>(make)));
}

} // namespace

void bindModuleFreezing(py::class_<ScriptModule>& bound) {
    bound
        .def(
            "_freeze",
            [](const ScriptModule& self, const std::optional<std::vector<std::string>>& preserved,
               bool optimizeNumerics) {
                return made(
                    [&] { return freezeModule(self.module(), preserved, optimizeNumerics); });
            },
            py::arg("preserved"), py::arg("optimize_numerics"))
        .def(
            "_optimize_for_inference",
            [](const ScriptModule& self, const std::vector<std::string>& otherMethods) {
                return made([&] { return optimizeForInference(self.module(), otherMethods); });
            },
            py::arg("other_methods"))
        .def(
            "_warm_up",
            [](ScriptModule& self, const py::tuple& args, const py::dict& kwargs, int64_t most) {
                return warmUpFromPython(*self.call(), args.ptr(), kwargs.ptr(), most);
            },
            py::arg("args"), py::arg("kwargs"), py::arg("most"));
}

} // namespace torchsharp
