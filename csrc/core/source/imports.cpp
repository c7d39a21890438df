#include "core/source/imports.h"

#include <set>

#include <torch/csrc/jit/frontend/error_report.h>

namespace torchsharp {

namespace {

using torch::jit::ErrorReport;

std::string readImported(TokenCursor& cursor) {
    return std::string(cursor.textOf(cursor.expect(torch::jit::TK_IDENT, "a name")));
}

std::vector<std::string> readDotted(TokenCursor& cursor) {
    std::vector<std::string> parts{readImported(cursor)};
    while (cursor.takeIf('.')) {
        parts.push_back(readImported(cursor));
    }
    return parts;
}

// TorchScript knows what these modules offer without running them.
std::vector<std::string> readModule(TokenCursor& cursor) {
    static const std::set<std::string> known{"torch",      "typing",  "typing_extensions",
                                             "enum",       "math",    "collections",
                                             "__future__", "warnings"};
    const auto range = cursor.range();
    if (cursor.kind() == '.' || cursor.kind() == torch::jit::TK_DOTS) {
        throw ErrorReport(range) << "source text is not in a package, so it cannot import from '.'";
    }
    auto parts = readDotted(cursor);
    if (known.count(parts.front()) == 0) {
        throw ErrorReport(range)
            << "source text cannot import '" << parts.front()
            << "': TorchScript can import only from torch, typing, enum, math and warnings";
    }
    return parts;
}

// Reads "as name"; returns `otherwise` if there is none.
std::string readBound(TokenCursor& cursor, const std::string& otherwise) {
    return cursor.takeIf(torch::jit::TK_AS) ? readImported(cursor) : otherwise;
}

void readFrom(TokenCursor& cursor, Imports& imports) {
    const auto module = readModule(cursor);
    cursor.expect(torch::jit::TK_IMPORT, "'import'");
    if (cursor.kind() == '*') {
        throw ErrorReport(cursor.range()) << "'import *' is not supported: name what to import";
    }
    const bool bracketed = cursor.takeIf('(');
    do {
        if (bracketed && cursor.kind() == ')') {
            break; // after a comma at the end
        }
        auto path = module;
        path.push_back(readImported(cursor));
        imports[readBound(cursor, path.back())] = path;
    } while (cursor.takeIf(','));
    if (bracketed) {
        cursor.expect(')', "',' or ')'");
    }
}

} // namespace

void readImport(TokenCursor& cursor, Imports& imports) {
    if (cursor.take().kind != torch::jit::TK_IMPORT) {
        readFrom(cursor, imports);
    } else {
        do {
            const auto module = readModule(cursor);
            const auto bound = readBound(cursor, "");
            if (bound.empty()) {
                imports[module.front()] = {module.front()};
            } else {
                imports[bound] = module;
            }
        } while (cursor.takeIf(','));
    }
    if (!cursor.takeIf(';')) {
        cursor.expect(torch::jit::TK_NEWLINE, "the end of the line");
    }
}

} // namespace torchsharp
