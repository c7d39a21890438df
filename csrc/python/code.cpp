#include "python/code.h"

#include "core/code.h"
#include "core/error.h"
#include "python/convert.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

torch::jit::Function& codedFunction(const Callable& callable) {
    auto* function = callable.function();
    if (function == nullptr || graphOf(*function, false) == nullptr) {
        throw Error(TSP_ERROR_UNSUPPORTED,
                    "'" + callable.name() + "' has no TorchScript code: it is written in C++");
    }
    return *function;
}

} // namespace

std::string codeText(const Callable& callable) { return codeOf(codedFunction(callable)); }

std::string graphText(const Callable& callable, bool inlined) {
    return graphOf(codedFunction(callable), inlined)->toString();
}

py::tuple codeAndConstants(const Callable& callable) {
    const auto code = codeWithConstants(codedFunction(callable));
    py::dict constants;
    for (size_t i = 0; i < code.constants.size(); ++i) {
        constants[py::str("c{}").format(i)] =
            py::reinterpret_steal<py::object>(toPython(code.constants[i], nullptr));
    }
    return py::make_tuple(
        code.text, py::module_::import("torchsharp_py._constants").attr("Constants")(constants));
}

} // namespace torchsharp
