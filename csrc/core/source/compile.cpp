#include "core/source/compile.h"

#include <algorithm>
#include <new>

#include <c10/util/Exception.h>
#include <torch/csrc/jit/frontend/error_report.h>

#include "core/source/unit.h"
#include "core/support/error.h"
#include "core/support/traceback.h"

namespace torchsharp {

namespace {

// The parser reports source that it cannot read as a plain runtime error.
[[noreturn]] void throwParserError(const std::string& source, const std::string& text) {
    ErrorRecord record = locateInSource(text);
    record.kind = TSP_ERROR_COMPILE;
    const auto lines = static_cast<int>(std::count(source.begin(), source.end(), '\n'));
    if (record.line > lines) { // at the end of the source it counts too far
        record.line = lines;
        record.column = 0;
    }
    throw Error(std::move(record));
}

} // namespace

std::shared_ptr<torch::jit::CompilationUnit> compileUnit(const std::string& source) {
    if (source.find('\0') != std::string::npos) {
        throw Error(TSP_ERROR_COMPILE, "the source contains a NUL character");
    }
    // The parser insists on a newline at the end.
    const std::string complete = source.empty() || source.back() != '\n' ? source + "\n" : source;
    try {
        return compileDefinitions(complete);
    } catch (const torch::jit::ErrorReport&) {
        throw;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const c10::Error& e) {
        throwParserError(complete, e.what_without_backtrace());
    } catch (const std::exception& e) {
        throwParserError(complete, e.what());
    }
}

} // namespace torchsharp
