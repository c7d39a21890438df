#include "core/callable.h"

#include <sstream>

#include "core/names.h"

namespace torchsharp {

namespace {

using torch::jit::Function;
using torch::jit::Stack;

class MethodCallable final : public Callable {
  public:
    MethodCallable(torch::jit::Module module, Function& function)
        : Callable(function.getSchema(), 1), module_(std::move(module)), self_(module_._ivalue()),
          function_(&function) {}

    void begin(Stack& stack) const override { stack.emplace_back(self_); }
    void run(Stack& stack) const override { function_->run(stack); }
    const torch::jit::Module* module() const override { return &module_; }

  private:
    torch::jit::Module module_;
    c10::IValue self_;
    Function* function_;
};

// forward with its scripted hooks: libtorch runs those only through Module::operator().
class HookedCallable final : public Callable {
  public:
    HookedCallable(torch::jit::Module module, Function& function)
        : Callable(function.getSchema(), 1), module_(std::move(module)) {}

    void begin(Stack&) const override {}
    void run(Stack& stack) const override {
        torch::jit::Module module = module_;
        c10::IValue result = module(std::move(stack));
        stack.clear();
        stack.push_back(std::move(result));
    }
    const torch::jit::Module* module() const override { return &module_; }
    bool runsHooks() const override { return true; }

  private:
    torch::jit::Module module_;
};

class FunctionCallable final : public Callable {
  public:
    FunctionCallable(std::shared_ptr<torch::jit::CompilationUnit> unit, Function& function)
        : Callable(function.getSchema(), 0), unit_(std::move(unit)), function_(&function) {}

    void begin(Stack&) const override {}
    void run(Stack& stack) const override { function_->run(stack); }
    std::shared_ptr<torch::jit::CompilationUnit> unit() const override { return unit_; }

  private:
    std::shared_ptr<torch::jit::CompilationUnit> unit_; // owns the function
    Function* function_;
};

class OperatorCallable final : public Callable {
  public:
    explicit OperatorCallable(c10::OperatorHandle handle)
        : Callable(handle.schema(), 0), handle_(handle) {}

    void begin(Stack&) const override {}
    void run(Stack& stack) const override { handle_.callBoxed(stack); }

  private:
    c10::OperatorHandle handle_;
};

} // namespace

std::unique_ptr<Callable> Callable::ofMethod(const torch::jit::Module& module,
                                             const std::string& name, bool withHooks) {
    auto method = module.find_method(name);
    if (!method) {
        throw Error(TSP_ERROR_UNKNOWN_METHOD, "'" + typeName(module) + "' has no method '" + name +
                                                  "'. It has: " + joinNames(methodNames(module)) +
                                                  ".");
    }
    const auto& type = *module.type();
    const bool hooked = withHooks && name == "forward" &&
                        !(type.getForwardHooks().empty() && type.getForwardPreHooks().empty());
    auto& function = method->function();
    function.ensure_defined();
    if (hooked) {
        return std::make_unique<HookedCallable>(module, function);
    }
    return std::make_unique<MethodCallable>(module, function);
}

std::unique_ptr<Callable> Callable::ofFunction(std::shared_ptr<torch::jit::CompilationUnit> unit,
                                               const std::string& name) {
    auto* function = unit->find_function(name);
    if (function == nullptr) {
        throw Error(TSP_ERROR_UNKNOWN_METHOD, "the compilation unit has no function '" + name +
                                                  "'. It has: " + joinNames(functionNames(*unit)) +
                                                  ".");
    }
    function->ensure_defined();
    return std::make_unique<FunctionCallable>(std::move(unit), *function);
}

std::unique_ptr<Callable> Callable::ofOperator(const char* name, const char* overload) {
    auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
    if (!handle) {
        const std::string dot = *overload != '\0' ? "." : "";
        throw Error(TSP_ERROR_UNKNOWN_OPERATOR,
                    "libtorch has no operator '" + std::string(name) + dot + overload +
                        "'. An operator from a library of its own must be loaded first.");
    }
    return std::make_unique<OperatorCallable>(*handle);
}

Callable::Callable(const c10::FunctionSchema& schema, size_t implicit)
    : schema_(&schema), implicit_(implicit), positional_(0) {
    const auto& arguments = schema.arguments();
    types_.reserve(arguments.size() - implicit);
    for (size_t i = implicit; i < arguments.size(); ++i) {
        types_.push_back(arguments[i].type().get());
        positional_ += arguments[i].kwarg_only() ? 0 : 1;
    }
    const auto& returns = schema.returns();
    if (returns.size() == 1) {
        result_ = returns.front().type();
    } else {
        result_ =
            c10::TupleType::create(c10::fmap(returns, [](const auto& r) { return r.type(); }));
    }
}

std::string Callable::schemaText() const {
    const auto& all = schema_->arguments();
    std::ostringstream text;
    text << schema_->cloneWithArguments(
        {all.begin() + static_cast<ptrdiff_t>(implicit_), all.end()});
    return text.str();
}

c10::IValue Callable::takeResult(torch::jit::Stack& stack) {
    if (stack.size() == 1) {
        c10::IValue result = std::move(stack.front());
        stack.clear();
        return result;
    }
    if (stack.empty()) {
        return {};
    }
    return c10::ivalue::Tuple::create(std::move(stack));
}

void Callable::pushMissing(torch::jit::Stack& stack, size_t given) const {
    for (size_t i = given; i < arity(); ++i) {
        const auto& value = argument(i).default_value();
        if (!value) {
            throwTypeError("is missing argument '" + argument(i).name() + "' (position " +
                           std::to_string(i + 1) + ")");
        }
        stack.push_back(*value);
    }
}

void Callable::throwMismatch(size_t i, const std::string& got) const {
    throwTypeError("argument '" + argument(i).name() + "' (position " + std::to_string(i + 1) +
                   ") must be " + type(i).annotation_str() + ", not " + got);
}

void Callable::throwTooMany(size_t most, size_t given) const {
    throwTypeError("takes " + std::to_string(most) + (most == 1 ? " argument" : " arguments") +
                   ", but " + std::to_string(given) + " were given");
}

void Callable::throwTypeError(const std::string& text) const {
    throw Error(TSP_ERROR_TYPE, name() + "(): " + text + ". Schema: " + schemaText());
}

} // namespace torchsharp
