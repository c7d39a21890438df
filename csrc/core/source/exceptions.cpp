#include "core/source/exceptions.h"

#include <set>
#include <vector>

namespace torchsharp {

namespace {

using torch::jit::ExceptionMessageValue;
using torch::jit::GraphFunction;
using torch::jit::NamedValue;
using torch::jit::SourceRange;
using torch::jit::SugaredValue;
using torch::jit::Value;

// As torch.jit.script compiles it: with the name of the class, which an error then tells.
class Exception final : public torch::jit::ExceptionValue {
  public:
    explicit Exception(const std::string& name) : ExceptionValue(name) {}

    std::shared_ptr<SugaredValue> call(const SourceRange& range, GraphFunction& function,
                                       at::ArrayRef<NamedValue> args,
                                       at::ArrayRef<NamedValue> /*attributes*/,
                                       size_t /*n_binders*/) override {
        auto& graph = *function.graph();
        auto* className = graph.insertConstant("builtins." + message_, range);
        return std::make_shared<ExceptionMessageValue>(message(graph, range, args), className);
    }

  private:
    static Value* message(torch::jit::Graph& graph, const SourceRange& range,
                          at::ArrayRef<NamedValue> args) {
        if (args.empty()) {
            return graph.insertConstant("", range);
        }
        if (args.size() == 1) {
            return args.front().value(graph);
        }
        std::vector<Value*> values;
        for (const auto& arg : args) {
            values.push_back(arg.value(graph));
        }
        return graph.insertNode(graph.createTuple(values))->output();
    }
};

} // namespace

std::shared_ptr<SugaredValue> exceptionNamed(const std::string& name) {
    static const auto& names =
        *new std::set<std::string>{"ArithmeticError",   "AssertionError",
                                   "AttributeError",    "BufferError",
                                   "EOFError",          "Exception",
                                   "FileNotFoundError", "FloatingPointError",
                                   "IndexError",        "KeyError",
                                   "LookupError",       "MemoryError",
                                   "NameError",         "NotImplementedError",
                                   "OSError",           "OverflowError",
                                   "PermissionError",   "RuntimeError",
                                   "StopIteration",     "TimeoutError",
                                   "TypeError",         "UnicodeError",
                                   "ValueError",        "ZeroDivisionError"};
    return names.count(name) != 0 ? std::make_shared<Exception>(name) : nullptr;
}

} // namespace torchsharp
