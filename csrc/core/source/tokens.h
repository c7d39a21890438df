#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <torch/csrc/jit/frontend/lexer.h>

namespace torchsharp {

// Kinds of tokens that libtorch's lexer does not know. All others are libtorch's.
enum OwnKind : int {
    formatStart = 2000, // f" with the quotes
    formatText,         // text in a format string, between { and }
    formatEnd,          // the quotes at the end
    keyword,            // a word of Python that TorchScript has no use for, and "from"
    foreignOperator,    // :=, //= or @=
};

struct SourceToken {
    int kind = 0;
    size_t start = 0;
    size_t end = 0;
};

// The tokens of Python source, with the indentation of lines as libtorch counts it. A format string
// is a formatStart, then formatText and '{' tokens '}' in turn, then a formatEnd. Refuses nesting
// that would overflow the stack of the parser and the compiler. ErrorReport.
std::vector<SourceToken> readTokens(const std::shared_ptr<torch::jit::Source>& source);

// A position in the tokens of a source.
class TokenCursor {
  public:
    // ErrorReport.
    explicit TokenCursor(std::shared_ptr<torch::jit::Source> source);

    int kind() const { return tokens_[at_].kind; }
    int nextKind() const { return tokens_[std::min(at_ + 1, tokens_.size() - 1)].kind; }
    std::string_view text() const { return textOf(tokens_[at_]); }
    std::string_view textOf(const SourceToken& token) const;

    bool isWord(std::string_view word) const { return kind() == keyword && text() == word; }
    // The kind of the last token in the line of this one.
    int lastInLine() const;
    // The kind of the token behind the bracket that closes the one at the cursor.
    int kindBehindBracket() const;

    // Returns the token and goes to the next one.
    SourceToken take();
    bool takeIf(int kind);
    // ErrorReport if the token is of another kind. `what` describes it: "a name".
    SourceToken expect(int kind, const char* what);

    size_t start() const { return tokens_[at_].start; }
    // Of the token; at the end of a line or block, of the last character before.
    torch::jit::SourceRange range() const;
    torch::jit::SourceRange rangeOf(const SourceToken& token) const;
    // From a position to the end of the last token that was taken.
    torch::jit::SourceRange rangeFrom(size_t start) const;

    // "'x'", or "the end of the line".
    std::string describe() const;

  private:
    std::shared_ptr<torch::jit::Source> source_;
    std::string_view whole_;
    std::vector<SourceToken> tokens_;
    size_t at_ = 0;
    size_t lastEnd_ = 0; // of a token that has text
};

} // namespace torchsharp
