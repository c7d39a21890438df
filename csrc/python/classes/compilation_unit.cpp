#include "python/classes/compilation_unit.h"

#include <map>

#include <pybind11/stl.h>

#include "core/calls/unit_functions.h"
#include "core/source/compile.h"
#include "core/support/live.h"
#include "core/types/named_types.h"
#include "core/types/names.h"
#include "python/calls/call.h"
#include "python/calls/slots.h"
#include "python/calls/without_gil.h"
#include "python/classes/names.h"
#include "python/classes/script_method.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

// Compiled functions and classes, with those resolved so far; the GIL guards the cache.
class CompilationUnit : LiveHandle {
  public:
    explicit CompilationUnit(std::shared_ptr<torch::jit::CompilationUnit> unit)
        : unit_(std::move(unit)) {}

    std::shared_ptr<const Callable> function(const std::string& name) {
        const auto known = functions_.find(name);
        if (known != functions_.end()) {
            return known->second;
        }
        std::shared_ptr<const Callable> found = functionOf(unit_, name);
        functions_.emplace(name, found);
        return found;
    }

    std::shared_ptr<const Callable> constructor(const std::string& className) {
        const auto known = constructors_.find(className);
        if (known != constructors_.end()) {
            return known->second;
        }
        const auto type = findClass(namedTypesOf(*unit_), className);
        return constructors_[className] = Callable::ofClass(type);
    }

    std::vector<std::string> names() const { return functionNames(*unit_); }

  private:
    std::shared_ptr<torch::jit::CompilationUnit> unit_;
    std::map<std::string, std::shared_ptr<const Callable>> functions_;
    std::map<std::string, std::shared_ptr<const Callable>> constructors_;
};

std::unique_ptr<CompilationUnit> compile(const std::string& source) {
    return withoutGil([&] { return std::make_unique<CompilationUnit>(compileUnit(source)); });
}

} // namespace

void bindCompilationUnit(py::module_& module) {
    py::class_<CompilationUnit> bound(module, "CompilationUnit", py::is_final(), typeSlots(nullptr),
                                      "Functions and types compiled from TorchScript source.");
    refusePickling(bound, "pickle its source and compile that again");
    bound.def_static("_compile", &compile, py::arg("source"))
        .def(
            "invoke",
            [](CompilationUnit& self, const std::string& name, const py::args& args,
               const py::kwargs& kwargs) {
                const auto function = self.function(name);
                return py::reinterpret_steal<py::object>(
                    callFromPython(*function, args.ptr(), kwargs.ptr()));
            },
            py::arg("name"), py::pos_only(),
            "Calls a function by name with positional and keyword arguments.")
        .def(
            "create",
            [](CompilationUnit& self, const std::string& name, const py::args& args,
               const py::kwargs& kwargs) {
                const auto made = self.constructor(name);
                return py::reinterpret_steal<py::object>(
                    callFromPython(*made, args.ptr(), kwargs.ptr()));
            },
            py::arg("class_name"), py::pos_only(),
            "Creates an instance of a class in the source, by its name.")
        .def("__getattr__",
             [](CompilationUnit& self, const std::string& name) {
                 return methodObject(self.function(name));
             })
        .def("__dir__",
             [](const py::object& self) {
                 return namesOf(self, self.cast<const CompilationUnit&>().names());
             })
        .def_property_readonly("functions", &CompilationUnit::names, "The names of its functions.")
        .def(
            "schema",
            [](CompilationUnit& self, const std::string& name) {
                return schemaObject(*self.function(name));
            },
            py::arg("name"), "A function's signature; str() prints it as TorchScript does.");
}

} // namespace torchsharp
