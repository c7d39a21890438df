#include "python/calls/call.h"

#include <c10/core/GradMode.h>
#include <c10/util/SmallVector.h>
#include <torch/csrc/jit/frontend/tracer.h>

#include "core/calls/stack.h"
#include "core/runtime/warm_up.h"
#include "core/support/in_use.h"
#include "python/calls/errors.h"
#include "python/calls/tracing.h"
#include "python/calls/without_gil.h"
#include "python/convert/from_python.h"
#include "python/convert/to_python.h"

namespace torchsharp {

namespace {

using torch::jit::Stack;

void push(const Callable& callable, size_t i, PyObject* object, Stack& stack) {
    try {
        stack.push_back(fromPython(object, callable.argument(i).type()));
    } catch (const PythonMismatch& mismatch) {
        callable.throwMismatch(i, mismatch.got);
    }
}

// The position of the parameter with that name, or arity() if there is none.
size_t positionOf(const Callable& callable, PyObject* name) {
    size_t i = 0;
    while (i < callable.arity() && !isText(name, callable.argument(i).name())) {
        ++i;
    }
    return i;
}

void pushKeywords(const Callable& callable, PyObject* kwargs, size_t positional, Stack& stack) {
    if (PyArg_ValidateKeywordArguments(kwargs) == 0) { // CPython leaves this check to the callee
        throw pybind11::error_already_set();
    }
    c10::SmallVector<PyObject*, 8> given(callable.arity(), nullptr); // borrowed from kwargs
    PyObject* name = nullptr;
    PyObject* value = nullptr;
    Py_ssize_t next = 0;
    while (PyDict_Next(kwargs, &next, &name, &value) != 0) {
        const size_t i = positionOf(callable, name);
        if (i >= positional && i < callable.arity()) {
            given[i] = value;
            continue;
        }
        const char* problem =
            i < positional ? "got two values for argument '" : "has no argument '";
        callable.throwTypeError(problem + std::string(pybind11::str(name)) + "'");
    }
    for (size_t i = positional; i < callable.arity(); ++i) {
        if (given[i] != nullptr) {
            push(callable, i, given[i], stack);
        } else if (const auto& fallback = callable.argument(i).default_value()) {
            stack.push_back(*fallback);
        } else {
            callable.pushDefaults(stack, i); // throws: the argument is missing
        }
    }
}

void pushArguments(const Callable& callable, PyObject* args, PyObject* kwargs, Stack& stack) {
    const auto count = static_cast<size_t>(PyTuple_GET_SIZE(args));
    if (count > callable.positional()) {
        callable.throwTooMany(callable.positional(), count);
    }
    stack.reserve(callable.arity() + 1);
    callable.begin(stack);
    for (size_t i = 0; i < count; ++i) {
        push(callable, i, PyTuple_GET_ITEM(args, i), stack);
    }
    if (kwargs != nullptr && PyDict_GET_SIZE(kwargs) > 0) {
        pushKeywords(callable, kwargs, count, stack);
    } else {
        callable.pushDefaults(stack, count);
    }
}

// Of a callable without a module and a unit, which creates an instance, a trace records what
// __init__ runs, and of an exported program the operators.
bool isRecordedAsCall(const Callable& callable) {
    return callable.module() != nullptr ? isTorchScript(*callable.module())
                                        : callable.unit() != nullptr;
}

// Enter returns what exists while the code runs.
template <class Enter>
c10::IValue resultOf(const Callable& callable, PyObject* args, PyObject* kwargs, Enter&& enter) {
    ReusedStack<0> stack;
    // Keeps the arguments until the GIL is held again, because dropping them may need it.
    ReusedStack<1> kept;
    pushArguments(callable, args, kwargs, *stack);
    kept->assign(stack->begin(), stack->end());
    return withoutGil([&] {
        const UseMark running({.object = callable.self(), .values = *kept});
        [[maybe_unused]] const auto entered = enter();
        callable.run(*stack);
        return Callable::takeResult(*stack);
    });
}

} // namespace

PyObject* callFromPython(const Callable& callable, PyObject* args, PyObject* kwargs) {
    if (torch::jit::tracer::isTracing() && isRecordedAsCall(callable)) {
        return callTraced(callable, args, kwargs);
    }
    const auto result = resultOf(callable, args, kwargs, [] { return 0; });
    return toPython(result, callable.resultType().get());
}

c10::IValue callWithoutGradients(const Callable& callable, PyObject* args, PyObject* kwargs) {
    return resultOf(callable, args, kwargs, [] { return c10::NoGradGuard(); });
}

int64_t warmUpFromPython(const Callable& callable, PyObject* args, PyObject* kwargs, int64_t most) {
    Stack filled; // dropped with the GIL, as the arguments of a call
    pushArguments(callable, args, kwargs, filled);
    return withoutGil([&] {
        const UseMark running({.object = callable.self(), .values = filled});
        return warmUp(callable, [&filled](Stack& stack) { stack = filled; }, most);
    });
}

PyObject* callFromSlot(const Callable& callable, PyObject* args, PyObject* kwargs) noexcept {
    try {
        return callFromPython(callable, args, kwargs);
    } catch (...) {
        setPythonError(std::current_exception());
        return nullptr;
    }
}

} // namespace torchsharp
