#include "core/source/imports.h"

#include <set>

#include <torch/csrc/jit/frontend/error_report.h>

namespace torchsharp {

namespace {

using torch::jit::ErrorReport;
using torch::jit::Lexer;

std::vector<std::string> readDotted(Lexer& lexer) {
    std::vector<std::string> parts{lexer.expect(torch::jit::TK_IDENT).text()};
    while (lexer.nextIf('.')) {
        parts.push_back(lexer.expect(torch::jit::TK_IDENT).text());
    }
    return parts;
}

// TorchScript knows what these modules offer without running them.
std::vector<std::string> readModule(Lexer& lexer) {
    static const std::set<std::string> known{"torch",      "typing",  "typing_extensions",
                                             "enum",       "math",    "collections",
                                             "__future__", "warnings"};
    const auto range = lexer.cur().range;
    if (lexer.cur().kind == '.' || lexer.cur().kind == torch::jit::TK_DOTS) {
        throw ErrorReport(range) << "source text is not in a package, so it cannot import from '.'";
    }
    auto parts = readDotted(lexer);
    if (known.count(parts.front()) == 0) {
        throw ErrorReport(range)
            << "source text cannot import '" << parts.front()
            << "': TorchScript can import only from torch, typing, enum, math and warnings";
    }
    return parts;
}

// Reads "as name"; returns `otherwise` if there is none.
std::string readBound(Lexer& lexer, const std::string& otherwise) {
    return lexer.nextIf(torch::jit::TK_AS) ? lexer.expect(torch::jit::TK_IDENT).text() : otherwise;
}

void readFrom(Lexer& lexer, Imports& imports) {
    const auto module = readModule(lexer);
    lexer.expect(torch::jit::TK_IMPORT);
    if (lexer.cur().kind == '*') {
        throw ErrorReport(lexer.cur().range) << "'import *' is not supported: name what to import";
    }
    const bool bracketed = lexer.nextIf('(');
    do {
        if (bracketed && lexer.cur().kind == ')') {
            break; // after a comma at the end
        }
        auto path = module;
        path.push_back(lexer.expect(torch::jit::TK_IDENT).text());
        imports[readBound(lexer, path.back())] = path;
    } while (lexer.nextIf(','));
    if (bracketed) {
        lexer.expect(')');
    }
}

} // namespace

void readImport(Lexer& lexer, Imports& imports) {
    if (lexer.next().kind != torch::jit::TK_IMPORT) {
        readFrom(lexer, imports);
    } else {
        do {
            const auto module = readModule(lexer);
            const auto bound = readBound(lexer, "");
            if (bound.empty()) {
                imports[module.front()] = {module.front()};
            } else {
                imports[bound] = module;
            }
        } while (lexer.nextIf(','));
    }
    if (lexer.cur().kind != torch::jit::TK_EOF) {
        lexer.expect(torch::jit::TK_NEWLINE);
    }
}

} // namespace torchsharp
