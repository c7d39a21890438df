#include "core/calls/unit_functions.h"

#include <torch/csrc/jit/api/compilation_unit.h>

#include "core/calls/owned_function.h"
#include "core/types/named_types.h"
#include "core/types/names.h"

namespace torchsharp {

namespace {

class FunctionCallable final : public Callable {
  public:
    FunctionCallable(std::shared_ptr<torch::jit::CompilationUnit> unit,
                     torch::jit::Function& function)
        : Callable(function.getSchema(), 0), function_(std::move(unit), function) {}

    void begin(torch::jit::Stack&) const override {}
    void run(torch::jit::Stack& stack) const override { function_.run(stack); }
    torch::jit::Function* function() const override { return function_.get(); }
    std::shared_ptr<torch::jit::CompilationUnit> unit() const override { return function_.owner(); }

  private:
    OwnedFunction function_;
};

// libtorch fails to look such a name up.
bool hasEmptyPart(const std::string& name) {
    return name.empty() || name.front() == '.' || name.back() == '.' ||
           name.find("..") != std::string::npos;
}

} // namespace

std::unique_ptr<Callable> functionOf(std::shared_ptr<torch::jit::CompilationUnit> unit,
                                     const std::string& name) {
    auto* function = hasEmptyPart(name) ? nullptr : unit->find_function(name);
    if (function == nullptr) {
        throw Error(TSP_ERROR_UNKNOWN_METHOD, "the compilation unit has no function '" + name +
                                                  "'. It has: " + joinNames(functionNames(*unit)) +
                                                  ".");
    }
    function->ensure_defined();
    return std::make_unique<FunctionCallable>(std::move(unit), *function);
}

std::vector<std::string> functionNames(const torch::jit::CompilationUnit& unit) {
    std::vector<std::string> names;
    for (const auto* function : unit.get_functions()) {
        if (function->qualname().prefix().empty()) { // else it is a method of a class
            names.push_back(function->name());
        }
    }
    return names;
}

std::vector<c10::NamedTypePtr> namedTypesOf(const torch::jit::CompilationUnit& unit) {
    return namedTypesOf(unit.get_functions());
}

} // namespace torchsharp
