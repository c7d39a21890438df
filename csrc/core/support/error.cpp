#include "core/support/error.h"

#include <new>
#include <stdexcept>
#include <string_view>

#include <c10/util/Exception.h>

#include "core/support/script_exception.h"
#include "core/support/traceback.h"

namespace torchsharp {

Error::Error(tsp_error_kind kind, std::string message) {
    record_.kind = kind;
    record_.message = std::move(message);
}

namespace {

// libtorch has no exception type for these: only the wording tells them apart.
tsp_error_kind kindOfText(const std::string& text, tsp_error_kind otherwise) {
    for (const char* sign :
         {"Unknown builtin op", "Unknown operator", "could not find any similar ops",
          "Could not find schema for", "Couldn't find an operator"}) {
        if (text.find(sign) != std::string::npos) {
            return TSP_ERROR_UNKNOWN_OPERATOR;
        }
    }
    return otherwise;
}

// The CPU allocator throws a plain error, and the interpreter keeps only the text of what it
// caught: std::bad_alloc, or std::length_error for a size that cannot be.
bool saysOutOfMemory(const std::string& text) {
    return (text.starts_with("[enforce fail at ") &&
            text.find("DefaultCPUAllocator: ") != std::string::npos) ||
           text == "std::bad_alloc" || text == "bad allocation" || text.starts_with("vector::") ||
           text.starts_with("basic_string::_M_") || text.starts_with("cannot create std::vector");
}

// A message with a TorchScript traceback comes from the program and may contain any words.
ErrorRecord runtimeError(const std::string& text, tsp_error_kind kind = TSP_ERROR_RUNTIME) {
    ErrorRecord record = splitTraceback(text, "");
    if (saysOutOfMemory(record.message)) {
        record.kind = TSP_ERROR_OUT_OF_MEMORY;
        return record;
    }
    record.kind = record.traceback.empty() ? kindOfText(record.message, kind) : kind;
    return record;
}

// libtorch's operators are in no other library.
bool isOfLibtorch(const std::string& text) {
    return text.find(" aten::") != std::string::npos || text.find(" prim::") != std::string::npos;
}

// Says what to do, before the excerpt of the source.
void suggestLibrary(ErrorRecord& record) {
    constexpr std::string_view name = "ops.load_library";
    if (record.kind != TSP_ERROR_UNKNOWN_OPERATOR) {
        return;
    }
    auto& message = record.message;
    const std::string reason = withoutExcerpt(message);
    if (isOfLibtorch(reason) || reason.find(name) != std::string::npos) {
        return;
    }
    const size_t end = reason.find_last_not_of("\n :");
    const std::string excerpt = message.substr(reason.size());
    message = reason.substr(0, end == std::string::npos ? 0 : end + 1) +
              "\nIf a library registers this operator, load it first with ops.load_library." +
              (excerpt.empty() ? "" : "\n" + excerpt);
}

// libtorch compiles a failed assertion to an exception without a class.
void nameAssertion(ErrorRecord& record) {
    constexpr std::string_view start = "AssertionError: ";
    if (record.raised.empty() && record.message.starts_with(start)) {
        record.raised = "builtins.AssertionError";
        record.message.erase(0, start.size());
    }
}

ErrorRecord scriptError(const ScriptException& e) {
    if (e.isOfCompiler) {
        ErrorRecord record = locateInSource(e.text);
        record.kind = kindOfText(withoutExcerpt(record.message), TSP_ERROR_COMPILE);
        return record;
    }
    ErrorRecord record = splitTraceback(e.text, e.raised);
    record.kind = TSP_ERROR_RUNTIME;
    record.message = e.message.value_or(record.message);
    record.raised = e.raised;
    nameAssertion(record);
    return record;
}

ErrorRecord describe(const std::exception_ptr& error) {
    try {
        std::rethrow_exception(error);
    } catch (const Error& e) {
        return e.record();
    } catch (const c10::OutOfMemoryError& e) {
        return runtimeError(e.what_without_backtrace(), TSP_ERROR_OUT_OF_MEMORY);
    } catch (const c10::Error& e) {
        return runtimeError(e.what_without_backtrace());
    } catch (const std::bad_alloc&) {
        return Error(TSP_ERROR_OUT_OF_MEMORY, "out of memory").record();
    } catch (const std::length_error&) {
        return Error(TSP_ERROR_OUT_OF_MEMORY, "out of memory: a size is too large").record();
    } catch (const std::exception& e) {
        const auto scripted = scriptExceptionOf(e);
        return scripted ? scriptError(*scripted) : runtimeError(e.what());
    } catch (...) {
        return Error(TSP_ERROR_INTERNAL, "an exception of an unknown type was thrown").record();
    }
}

} // namespace

ErrorRecord describeException(const std::exception_ptr& error) {
    ErrorRecord record = describe(error);
    suggestLibrary(record);
    return record;
}

} // namespace torchsharp
