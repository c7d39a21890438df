#include "core/source/tokens.h"

#include <torch/csrc/jit/frontend/error_report.h>

namespace torchsharp {

using torch::jit::SourceRange;

TokenCursor::TokenCursor(std::shared_ptr<torch::jit::Source> source)
    : source_(std::move(source)), whole_(source_->text_str().piece(0)),
      tokens_(readTokens(source_)) {}

std::string_view TokenCursor::textOf(const SourceToken& token) const {
    return whole_.substr(token.start, token.end - token.start);
}

int TokenCursor::lastInLine() const {
    size_t i = at_;
    while (tokens_[i].kind != torch::jit::TK_NEWLINE && tokens_[i].kind != torch::jit::TK_EOF) {
        ++i;
    }
    return i > at_ ? tokens_[i - 1].kind : tokens_[i].kind;
}

int TokenCursor::kindBehindBracket() const {
    size_t i = at_;
    for (int open = 0; i + 1 < tokens_.size(); ++i) {
        const int kind = tokens_[i].kind;
        open += kind == '(' || kind == '[' || kind == '{' ? 1 : 0;
        open -= kind == ')' || kind == ']' || kind == '}' ? 1 : 0;
        if (open == 0) {
            ++i;
            break;
        }
    }
    return tokens_[i].kind;
}

SourceToken TokenCursor::take() {
    const SourceToken token = tokens_[at_];
    if (at_ + 1 < tokens_.size()) {
        ++at_;
    }
    if (token.kind != torch::jit::TK_NEWLINE && token.kind != torch::jit::TK_INDENT &&
        token.kind != torch::jit::TK_DEDENT) {
        lastEnd_ = token.end;
    }
    return token;
}

bool TokenCursor::takeIf(int kind) {
    if (this->kind() != kind) {
        return false;
    }
    take();
    return true;
}

SourceToken TokenCursor::expect(int kind, const char* what) {
    if (this->kind() != kind) {
        throw torch::jit::ErrorReport(range())
            << "expected " << what << ", but found " << describe();
    }
    return take();
}

SourceRange TokenCursor::range() const {
    const bool isEnd = kind() == torch::jit::TK_NEWLINE || kind() == torch::jit::TK_EOF ||
                       kind() == torch::jit::TK_DEDENT;
    return isEnd && lastEnd_ > 0 ? SourceRange(source_, lastEnd_ - 1, lastEnd_)
                                 : rangeOf(tokens_[at_]);
}

SourceRange TokenCursor::rangeOf(const SourceToken& token) const {
    return {source_, token.start, token.end};
}

SourceRange TokenCursor::rangeFrom(size_t start) const {
    return {source_, start, std::max(lastEnd_, start)};
}

std::string TokenCursor::describe() const {
    switch (kind()) {
    case torch::jit::TK_NEWLINE:
        return "the end of the line";
    case torch::jit::TK_INDENT:
        return "a line that is indented more";
    case torch::jit::TK_DEDENT:
        return "a line that is indented less";
    case torch::jit::TK_EOF:
        return "the end of the source";
    case torch::jit::TK_STRINGLITERAL:
    case formatStart:
        return "a string";
    default:
        return "'" + std::string(text()) + "'";
    }
}

} // namespace torchsharp
