#include "core/calls/callable.h"

#include "core/calls/enum_arguments.h"
#include "core/calls/object.h"
#include "core/calls/owned_function.h"
#include "core/calls/scripted_hooks.h"
#include "core/types/names.h"
#include "core/types/schema.h"

namespace torchsharp {

namespace {

using torch::jit::Function;
using torch::jit::Stack;

class MethodCallable final : public Callable {
  public:
    MethodCallable(Module module, Function& function)
        : Callable(function.getSchema(), 1, module.object().get()), module_(std::move(module)),
          self_(module_.object()), function_(module_.object()->compilation_unit(), function) {}

    void begin(Stack& stack) const override { stack.emplace_back(self_); }
    void run(Stack& stack) const override { function_.run(stack); }
    Function* function() const override { return function_.get(); }
    const Module* module() const override { return &module_; }

  private:
    Module module_;
    c10::IValue self_;
    OwnedFunction function_;
};

class ObjectCallable final : public Callable {
  public:
    ObjectCallable(c10::IValue object, Function& function)
        : Callable(function.getSchema(), 1, &object.toObjectRef()), self_(std::move(object)),
          function_(self_.toObjectRef().compilation_unit(), function) {}

    void begin(Stack& stack) const override { stack.emplace_back(self_); }
    void run(Stack& stack) const override { function_.run(stack); }
    Function* function() const override { return function_.get(); }

  private:
    c10::IValue self_; // keeps a class that is written in C++, which has no unit
    OwnedFunction function_;
};

// __init__ as callers see it: without self, and with the new instance as the result.
c10::FunctionSchema constructorSchema(const c10::ClassTypePtr& type, const Function& init) {
    const auto& arguments = init.getSchema().arguments();
    return {type->name()->name(),
            "",
            {arguments.begin() + 1, arguments.end()},
            {c10::Argument("", type)}};
}

// A base class, so that the schema exists before the Callable that refers to it.
struct OwnSchema {
    c10::FunctionSchema ownSchema;
};

class ClassCallable final : private OwnSchema, public Callable {
  public:
    ClassCallable(const c10::ClassTypePtr& type, Function& init)
        : OwnSchema{constructorSchema(type, init)}, Callable(ownSchema, 0),
          type_(type->compilation_unit(), type), init_(type->compilation_unit(), init) {}

    void begin(Stack& stack) const override {
        stack.emplace_back(c10::ivalue::Object::create(
            type_, type_.type_->expectRef<c10::ClassType>().numAttributes()));
    }
    void run(Stack& stack) const override {
        c10::IValue made = stack.front();
        init_.run(stack);
        stack.clear();
        stack.push_back(std::move(made));
    }
    Function* function() const override { return init_.get(); }

  private:
    c10::StrongTypePtr type_;
    OwnedFunction init_;
};

class OperatorCallable final : public Callable {
  public:
    explicit OperatorCallable(c10::OperatorHandle handle)
        : Callable(handle.schema(), 0), handle_(handle), enums_(enumArguments(handle.schema())) {}

    void begin(Stack&) const override {}
    void run(Stack& stack) const override {
        for (const auto& each : enums_) {
            if (!each.accepts(stack[each.place])) {
                throwUnknownNumber(schema(), each, stack[each.place].toInt(), "");
            }
            requireUsable(schema(), each, stack[each.place]);
        }
        handle_.callBoxed(stack);
    }
    bool isOperator() const override { return true; }

  private:
    c10::OperatorHandle handle_;
    std::vector<EnumArgument> enums_;
};

} // namespace

std::unique_ptr<Callable> Callable::ofMethod(const Module& module, const std::string& name,
                                             bool withHooks) {
    auto& function = findMethod(module, name);
    const auto& type = *module.type();
    const bool hooked = withHooks && name == "forward" &&
                        !(type.getForwardHooks().empty() && type.getForwardPreHooks().empty());
    if (hooked) {
        return forwardWithHooks(module, function);
    }
    return std::make_unique<MethodCallable>(module, function);
}

std::unique_ptr<Callable> Callable::ofOperator(const c10::OperatorHandle& handle) {
    return std::make_unique<OperatorCallable>(handle);
}

c10::OperatorHandle findOperator(const std::string& name, const std::string& overload) {
    auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
    if (!handle) {
        const std::string dot = overload.empty() ? "" : ".";
        throw Error(TSP_ERROR_UNKNOWN_OPERATOR,
                    "libtorch has no operator '" + name + dot + overload +
                        "'. If another library registers it, load that library first with "
                        "ops.load_library.");
    }
    return *handle;
}

std::unique_ptr<Callable> Callable::ofObject(const c10::IValue& object, const std::string& name) {
    const auto type = classOf(object);
    auto* function = type->findMethod(name);
    if (function == nullptr) {
        throw Error(TSP_ERROR_UNKNOWN_METHOD,
                    "'" + type->annotation_str() + "' has no method '" + name +
                        "'. It has: " + joinNames(methodNames(*type)) + ".");
    }
    function->ensure_defined();
    return std::make_unique<ObjectCallable>(object, *function);
}

std::unique_ptr<Callable> Callable::ofClass(const c10::ClassTypePtr& type) {
    auto* init = type->findMethod("__init__");
    if (init == nullptr) {
        throw Error(TSP_ERROR_UNKNOWN_METHOD,
                    "'" + type->annotation_str() +
                        "' has no __init__, so it cannot be constructed.");
    }
    init->ensure_defined();
    return std::make_unique<ClassCallable>(type, *init);
}

Callable::Callable(const c10::FunctionSchema& schema, size_t implicit,
                   const c10::ivalue::Object* self)
    : schema_(&schema), self_(self), implicit_(implicit), positional_(0) {
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

std::string Callable::schemaText() const { return torchsharp::schemaText(*schema_, implicit_); }

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

void Callable::pushDefault(torch::jit::Stack& stack, size_t i) const {
    const auto& value = argument(i).default_value();
    if (!value) {
        throwTypeError("is missing argument '" + argument(i).name() + "' (position " +
                       std::to_string(i + 1) + ")");
    }
    stack.push_back(*value);
}

void Callable::pushMissing(torch::jit::Stack& stack, size_t given) const {
    for (size_t i = given; i < arity(); ++i) {
        pushDefault(stack, i);
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

c10::IValue schemaTree(const Callable& callable) {
    return schemaTree(callable.schema(), callable.implicit());
}

} // namespace torchsharp
