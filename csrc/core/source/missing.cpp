#include "core/source/missing.h"

#include <map>

#include <torch/csrc/jit/frontend/error_report.h>

namespace torchsharp {

void refuseMissing(const std::string& name, const torch::jit::SourceRange& range) {
    constexpr const char* loop = "use a comprehension or a loop";
    constexpr const char* elements = "use a list, or a dict that has the elements as keys";
    constexpr const char* content = "pass what it would read as an argument";
    constexpr const char* category = "a warning has no category: pass only its message";
    constexpr const char* numbers = "use a string, or a tensor or list of numbers";
    constexpr const char* numpy = "use operators of torch";
    static const auto& missing = *new std::map<std::string, const char*>{
        {"set", elements},
        {"frozenset", elements},
        {"map", loop},
        {"filter", loop},
        {"iter", loop},
        {"next", loop},
        {"open", content},
        {"input", content},
        {"bytes", numbers},
        {"bytearray", numbers},
        {"np", numpy},
        {"numpy", numpy},
        {"super", "a class has no base class, so leave the call out"},
        {"type", "use isinstance"},
        {"Warning", category},
        {"UserWarning", category},
        {"RuntimeWarning", category},
        {"FutureWarning", category},
        {"DeprecationWarning", category}};
    if (const auto found = missing.find(name); found != missing.end()) {
        throw torch::jit::ErrorReport(range)
            << "TorchScript has no '" << name << "': " << found->second;
    }
}

} // namespace torchsharp
