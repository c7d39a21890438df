#include "python/classes/code.h"

#include "core/calls/code.h"
#include "core/exported/program_text.h"
#include "python/convert/python_modules.h"
#include "python/convert/readable_text.h"
#include "python/convert/to_python.h"

namespace py = pybind11;

namespace torchsharp {

py::str codeText(const Callable& callable) { return readableText(codeOf(codedFunction(callable))); }

py::str graphText(const Callable& callable, bool inlined) {
    return readableText(graphTextOf(callable, inlined));
}

py::tuple codeAndConstants(const Callable& callable) {
    const auto code = codeWithConstants(codedFunction(callable));
    py::dict constants;
    for (size_t i = 0; i < code.constants.size(); ++i) {
        constants[py::str("c{}").format(i)] =
            py::reinterpret_steal<py::object>(toPython(code.constants[i], nullptr));
    }
    return py::make_tuple(
        readableText(code.text),
        py::module_::import(python_modules::constants).attr("Constants")(constants));
}

} // namespace torchsharp
