#include <c10/core/ScalarType.h>
#include <pybind11/stl.h>

#include "core/modules/copying.h"
#include "core/modules/moving.h"
#include "core/support/device.h"
#include "python/calls/without_gil.h"
#include "python/classes/script_module_bindings.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

void move(const ScriptModule& self, const std::optional<std::string>& device,
          const std::optional<std::string>& dtype, bool nonBlocking, bool realOnly) {
    const auto module = self.module();
    withoutGil([&] {
        std::optional<c10::Device> target;
        if (device) {
            target = parseDevice(*device);
        }
        std::optional<at::ScalarType> type;
        if (dtype) {
            type = c10::getStringToDtypeMap().at(*dtype);
        }
        moveModule(module, target, type,
                   (nonBlocking ? TSP_TO_NON_BLOCKING : 0) | (realOnly ? TSP_TO_REAL_ONLY : 0));
    });
}

py::object copy(const ScriptModule& self, tsp_copy_kind kind) {
    const auto module = self.module();
    return ScriptModule::of(withoutGil([&] { return copyModule(module, kind); }));
}

} // namespace

void bindModuleMoving(py::class_<ScriptModule>& bound) {
    bound
        .def("_move", &move, py::arg("device"), py::arg("dtype"), py::arg("non_blocking"),
             py::arg("real_only"))
        .def(
            "copy", [](const ScriptModule& self) { return copy(self, TSP_COPY_SHALLOW); },
            "Another module with the same tensors; its submodules are copied the same way.")
        .def("_deepcopy", [](const ScriptModule& self) { return copy(self, TSP_COPY_DEEP); })
        .def(
            "clone", [](const ScriptModule& self) { return copy(self, TSP_COPY_CLONE); },
            "A copy with its own tensors and its own TorchScript class.")
        .def(
            "_requires_grad",
            [](const ScriptModule& self, bool on) {
                const auto module = self.module();
                withoutGil([&] { setRequiresGrad(module, on); });
            },
            py::arg("on"))
        .def(
            "_zero_grad",
            [](const ScriptModule& self, bool setToNone) {
                const auto module = self.module();
                withoutGil([&] { zeroGrad(module, setToNone); });
            },
            py::arg("set_to_none"));
}

} // namespace torchsharp
