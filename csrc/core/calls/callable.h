#pragma once

#include <memory>
#include <string>
#include <vector>

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/function.h>

#include "core/support/error.h"
#include "core/support/export.h"
#include "core/types/module.h"

namespace torchsharp {

// A method, function or operator, resolved once: a call looks nothing up.
class TSP_CORE_API Callable {
  public:
    // A method bound to its module. withHooks: call forward as `module(...)` does.
    static std::unique_ptr<Callable> ofMethod(const Module& module, const std::string& name,
                                              bool withHooks);
    static std::unique_ptr<Callable> ofOperator(const c10::OperatorHandle& handle);
    // A method bound to an instance of a TorchScript or C++ class.
    static std::unique_ptr<Callable> ofObject(const c10::IValue& object, const std::string& name);
    // Creates instances: runs __init__ on a new one and returns it.
    static std::unique_ptr<Callable> ofClass(const c10::ClassTypePtr& type);

    virtual ~Callable() = default;

    // The number of arguments that a caller may give, without self.
    size_t arity() const { return types_.size(); }
    // How many arguments of the schema come before these: 1 for self, or 0.
    size_t implicit() const { return implicit_; }
    // How many may be given by position.
    size_t positional() const { return positional_; }
    const c10::Argument& argument(size_t i) const { return schema_->arguments()[implicit_ + i]; }
    const c10::Type& type(size_t i) const { return *types_[i]; }
    const c10::FunctionSchema& schema() const { return *schema_; }
    const c10::TypePtr& resultType() const { return result_; }

    // As TorchScript prints it, self left out.
    std::string schemaText() const;
    const std::string& name() const { return schema_->name(); }

    // Puts self on an empty stack, if the callable has a self.
    virtual void begin(torch::jit::Stack& stack) const = 0;
    // Runs on a stack that holds self and every argument; leaves the results.
    virtual void run(torch::jit::Stack& stack) const = 0;

    // The module or instance that it is bound to, or null.
    const c10::ivalue::Object* self() const { return self_; }

    // Its origin: a method's module, a function's unit, or neither.
    virtual const Module* module() const { return nullptr; }
    virtual std::shared_ptr<torch::jit::CompilationUnit> unit() const { return nullptr; }
    virtual bool runsHooks() const { return false; }
    // The function that it runs; null for an operator.
    virtual torch::jit::Function* function() const { return nullptr; }
    // Whether it is an operator of libtorch: a device that it is given must be available, while for
    // a model a device is a value like any other.
    virtual bool isOperator() const { return false; }

    // Adds the default of argument i (from 0). TYPE if it has none.
    void pushDefault(torch::jit::Stack& stack, size_t i) const;

    // Adds the defaults of the arguments from position `given` on. TYPE if one has none.
    void pushDefaults(torch::jit::Stack& stack, size_t given) const {
        if (given < types_.size()) {
            pushMissing(stack, given);
        }
    }

    // Takes the result off the stack: None for no value, a tuple for several.
    static c10::IValue takeResult(torch::jit::Stack& stack);

    // TYPE: argument i (from 0) does not fit; got describes the value.
    [[noreturn]] void throwMismatch(size_t i, const std::string& got) const;
    // TYPE: more arguments than the callable takes.
    [[noreturn]] void throwTooMany(size_t most, size_t given) const;
    // TYPE, with the schema after the text.
    [[noreturn]] void throwTypeError(const std::string& text) const;

  protected:
    Callable(const c10::FunctionSchema& schema, size_t implicit,
             const c10::ivalue::Object* self = nullptr);

  private:
    void pushMissing(torch::jit::Stack& stack, size_t given) const;

    const c10::FunctionSchema* schema_;
    const c10::ivalue::Object* self_; // the derived class keeps it
    size_t implicit_;
    size_t positional_;
    std::vector<const c10::Type*> types_;
    c10::TypePtr result_;
};

// An operator of libtorch. UNKNOWN_OPERATOR.
TSP_CORE_API c10::OperatorHandle findOperator(const std::string& name, const std::string& overload);

// The schema as the tree that tsp_callable_schema documents.
TSP_CORE_API c10::IValue schemaTree(const Callable& callable);

} // namespace torchsharp
