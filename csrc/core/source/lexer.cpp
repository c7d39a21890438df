#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>

#include <torch/csrc/jit/frontend/error_report.h>

#include "core/source/characters.h"
#include "core/source/limits.h"
#include "core/source/literals.h"
#include "core/source/tokens.h"

namespace torchsharp {

namespace {

using torch::jit::ErrorReport;
using torch::jit::SourceRange;

bool isAsciiNamePart(char c) { return c == '_' || std::isalnum(static_cast<unsigned char>(c)); }

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool isByteOfUtf8(char c) { return static_cast<unsigned char>(c) >= 0x80; }

// The kind of a name: TK_IDENT for one that has no meaning in the language.
int kindOfWord(std::string_view word) {
    static const auto& words =
        *new std::map<std::string_view, int>{{"def", torch::jit::TK_DEF},
                                             {"if", torch::jit::TK_IF},
                                             {"else", torch::jit::TK_ELSE},
                                             {"elif", torch::jit::TK_ELIF},
                                             {"while", torch::jit::TK_WHILE},
                                             {"return", torch::jit::TK_RETURN},
                                             {"is", torch::jit::TK_IS},
                                             {"True", torch::jit::TK_TRUE},
                                             {"False", torch::jit::TK_FALSE},
                                             {"None", torch::jit::TK_NONE},
                                             {"and", torch::jit::TK_AND},
                                             {"or", torch::jit::TK_OR},
                                             {"not", torch::jit::TK_NOT},
                                             {"global", torch::jit::TK_GLOBAL},
                                             {"for", torch::jit::TK_FOR},
                                             {"in", torch::jit::TK_IN},
                                             {"raise", torch::jit::TK_RAISE},
                                             {"assert", torch::jit::TK_ASSERT},
                                             {"break", torch::jit::TK_BREAK},
                                             {"continue", torch::jit::TK_CONTINUE},
                                             {"del", torch::jit::TK_DELETE},
                                             {"pass", torch::jit::TK_PASS},
                                             {"class", torch::jit::TK_CLASS_DEF},
                                             {"import", torch::jit::TK_IMPORT},
                                             {"with", torch::jit::TK_WITH},
                                             {"as", torch::jit::TK_AS},
                                             {"Ellipsis", torch::jit::TK_ELLIPSIS},
                                             {"NoneType", torch::jit::TK_NONE_TYPE},
                                             {"async", keyword},
                                             {"await", keyword},
                                             {"except", keyword},
                                             {"finally", keyword},
                                             {"from", keyword},
                                             {"lambda", keyword},
                                             {"nonlocal", keyword},
                                             {"try", keyword},
                                             {"yield", keyword}};
    const auto found = words.find(word);
    return found == words.end() ? torch::jit::TK_IDENT : found->second;
}

struct Operator {
    std::string_view text;
    int kind;
};

// The longest come first.
constexpr std::array<Operator, 24> operators{
    {{"**=", torch::jit::TK_POW_EQ},    {"<<=", torch::jit::TK_LSHIFT_EQ},
     {">>=", torch::jit::TK_RSHIFT_EQ}, {"//=", foreignOperator},
     {"...", torch::jit::TK_DOTS},      {":=", foreignOperator},
     {"@=", foreignOperator},           {"->", torch::jit::TK_ARROW},
     {"==", torch::jit::TK_EQ},         {"!=", torch::jit::TK_NE},
     {"<=", torch::jit::TK_LE},         {">=", torch::jit::TK_GE},
     {"**", torch::jit::TK_POW},        {"//", torch::jit::TK_FLOOR_DIV},
     {"<<", torch::jit::TK_LSHIFT},     {">>", torch::jit::TK_RSHIFT},
     {"+=", torch::jit::TK_PLUS_EQ},    {"-=", torch::jit::TK_MINUS_EQ},
     {"*=", torch::jit::TK_TIMES_EQ},   {"/=", torch::jit::TK_DIV_EQ},
     {"%=", torch::jit::TK_MOD_EQ},     {"|=", torch::jit::TK_BIT_OR_EQ},
     {"&=", torch::jit::TK_BIT_AND_EQ}, {"^=", torch::jit::TK_BIT_XOR_EQ}}};

class SourceLexer {
  public:
    explicit SourceLexer(const std::shared_ptr<torch::jit::Source>& source)
        : source_(source), text_(source->text_str().piece(0)) {}

    std::vector<SourceToken> read() {
        if (text_.starts_with("\xEF\xBB\xBF")) { // a byte order mark
            at_ = 3;
        }
        while (at_ < text_.size()) {
            if (!formats_.empty() && !formats_.back().isInField) {
                readFormatText();
            } else if (startsLine_) {
                readIndentation();
            } else if (!skipBlank()) {
                readToken();
            }
        }
        finish();
        return std::move(tokens_);
    }

  private:
    struct OpenBracket {
        char c;
        size_t start;
        bool isField; // of a format string
    };

    // A format string that is not closed yet.
    struct Format {
        size_t start;
        std::string_view quotes;
        bool isRaw;
        bool isInField;
    };

    [[noreturn]] void fail(size_t start, size_t end, const std::string& what) const {
        // An error has the column of the start only if it marks a part of one line.
        throw ErrorReport(SourceRange(source_, start, std::min(end, text_.find('\n', start))))
            << what;
    }

    bool startsWith(std::string_view start) const {
        return text_.substr(at_, start.size()) == start;
    }

    char peek(size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }

    void add(int kind, size_t end) {
        tokens_.push_back({kind, at_, end});
        // A semicolon ends a statement as a new line does.
        const bool isEnd = kind == ';' && brackets_.empty();
        limits_.visit({isEnd ? static_cast<int>(torch::jit::TK_NEWLINE) : kind,
                       SourceRange(source_, at_, end)});
        at_ = end;
    }

    // Goes over lines that are blank or a comment, then compares the indentation of the next one.
    void readIndentation() {
        size_t column = 0;
        size_t narrow = 0; // with tabs as wide as spaces
        size_t i = at_;
        for (; i < text_.size(); ++i) {
            const char c = text_[i];
            if (c == ' ') {
                ++column;
                ++narrow;
            } else if (c == '\t') {
                column = column / 8 * 8 + 8;
                ++narrow;
            } else if (c == '\f' || c == '\n' ||
                       (c == '\r' && i + 1 < text_.size() && text_[i + 1] == '\n')) {
                column = narrow = 0;
            } else if (c == '#' && !isTypeComment(i)) {
                i = std::min(text_.find('\n', i), text_.size()) - 1;
            } else {
                break;
            }
        }
        at_ = i;
        if (i < text_.size()) {
            startsLine_ = false;
            indentTo(column, narrow);
        }
    }

    void indentTo(size_t column, size_t narrow) {
        if (indents_.empty()) { // the whole text may be indented
            indents_.push_back({column, narrow});
            return;
        }
        const size_t end = at_ + 1;
        if (indents_.back().column < column) {
            checkTabs(narrow > indents_.back().narrow);
            indents_.push_back({column, narrow});
            tokens_.push_back({torch::jit::TK_INDENT, at_, end});
            limits_.visit({torch::jit::TK_INDENT, SourceRange(source_, at_, end)});
            return;
        }
        while (indents_.size() > 1 && indents_.back().column > column) {
            indents_.pop_back();
            tokens_.push_back({torch::jit::TK_DEDENT, at_, at_});
            limits_.visit({torch::jit::TK_DEDENT, SourceRange(source_, at_, at_)});
        }
        if (indents_.back().column != column) {
            fail(at_, end, "the indentation of this line is not that of a block around it");
        }
        checkTabs(narrow == indents_.back().narrow);
    }

    void checkTabs(bool isGood) const {
        if (!isGood) {
            fail(at_, at_ + 1, "the indentation mixes tabs and spaces: use only spaces");
        }
    }

    // Types of a function are in the comment behind its heading: "# type: (int) -> int".
    bool isTypeComment(size_t i) const {
        if (!isFunction_ || !brackets_.empty() || !text_.substr(i).starts_with("# type:")) {
            return false;
        }
        const size_t first = text_.find_first_not_of(" \t", i + 7);
        const auto last = std::find_if(tokens_.rbegin(), tokens_.rend(), [](const auto& token) {
            return token.kind != torch::jit::TK_NEWLINE && token.kind != torch::jit::TK_INDENT;
        });
        return first != std::string_view::npos && text_[first] == '(' && last != tokens_.rend() &&
               last->kind == ':';
    }

    // Whether there was something that is not a token: a space, a comment, the end of a line.
    bool skipBlank() {
        const char c = peek();
        const bool isSpace = std::string_view(" \t\f\r\v").find(c) != std::string_view::npos;
        if (isSpace || (c == '\n' && !brackets_.empty())) {
            ++at_;
        } else if (c == '#' && !isTypeComment(at_)) {
            at_ = std::min(text_.find('\n', at_), text_.size());
        } else if (c == '\\' && (peek(1) == '\n' || (peek(1) == '\r' && peek(2) == '\n'))) {
            at_ += peek(1) == '\n' ? 2 : 3;
        } else {
            return false;
        }
        return true;
    }

    void readToken() {
        const char c = peek();
        if (c == '\n') {
            add(torch::jit::TK_NEWLINE, at_ + 1);
            startsLine_ = true;
        } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
            add(torch::jit::TK_NUMBER, endOfNumber(source_, text_, at_));
        } else if (isAsciiNamePart(c) || isByteOfUtf8(c)) {
            readWord();
        } else if (c == '\'' || c == '"') {
            readString(at_);
        } else if (c == '#') { // not skipped
            add(torch::jit::TK_TYPE_COMMENT, at_ + 7);
        } else {
            readOperator();
        }
    }

    void readWord() {
        size_t end = at_;
        while (end < text_.size() && (isAsciiNamePart(text_[end]) || isByteOfUtf8(text_[end]))) {
            const auto character = characterAt(text_, end);
            if (character.size == 0) {
                fail(end, end + 1, "the source is not valid UTF-8 here");
            }
            if (character.size > 1 && !isInNames(character.code)) {
                failCharacter(end, character);
            }
            end += character.size;
        }
        const auto word = text_.substr(at_, end - at_);
        const char quote = end < text_.size() ? text_[end] : '\0';
        if ((quote == '\'' || quote == '"') && isPrefix(word)) {
            readString(end);
            return;
        }
        const int kind = kindOfWord(word);
        if (tokens_.empty() || tokens_.back().kind == torch::jit::TK_NEWLINE ||
            tokens_.back().kind == torch::jit::TK_INDENT ||
            tokens_.back().kind == torch::jit::TK_DEDENT) {
            isFunction_ = kind == torch::jit::TK_DEF;
        }
        add(kind, end);
    }

    [[noreturn]] void failCharacter(size_t at, const Character& character) const {
        fail(at, at + character.size,
             "the character " + describeCharacter(character.code) +
                 " cannot be in the code: only strings and comments may contain it");
    }

    static bool isPrefix(std::string_view word) {
        static const auto& prefixes =
            *new std::set<std::string>{"r", "u", "b", "f", "br", "rb", "fr", "rf"};
        std::string lower(word);
        std::transform(lower.begin(), lower.end(), lower.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return prefixes.count(lower) != 0;
    }

    // Reads the string whose prefix starts here and whose quotes are at `quote`.
    void readString(size_t quote) {
        const auto prefix = text_.substr(at_, quote - at_);
        const auto has = [&](char c) {
            return prefix.find(c) != std::string_view::npos ||
                   prefix.find(static_cast<char>(c - 32)) != std::string_view::npos;
        };
        if (has('b')) {
            fail(at_, quote + 1,
                 "TorchScript has no bytes: use a string, or a tensor or list of numbers");
        }
        const bool isLong = text_.substr(quote, 3) == std::string(3, text_[quote]);
        const auto quotes = text_.substr(quote, isLong ? 3 : 1);
        if (has('f')) {
            formats_.push_back({at_, quotes, has('r'), false});
            add(formatStart, quote + quotes.size());
            return;
        }
        size_t end = quote + quotes.size();
        while (text_.substr(end, quotes.size()) != quotes) {
            checkGoesOn(at_, end, quotes);
            end = std::min(end + (text_[end] == '\\' ? 2 : 1), text_.size());
        }
        add(torch::jit::TK_STRINGLITERAL, end + quotes.size());
    }

    void checkGoesOn(size_t start, size_t at, std::string_view quotes) const {
        if (at >= text_.size() || (text_[at] == '\n' && quotes.size() == 1)) {
            fail(start, at,
                 "this string is not closed: expected " + std::string(quotes) +
                     (quotes.size() == 1 ? " in the same line" : ""));
        }
    }

    // Reads a format string up to its next field, or to its end.
    void readFormatText() {
        auto& format = formats_.back();
        size_t end = at_;
        while (text_.substr(end, format.quotes.size()) != format.quotes) {
            checkGoesOn(format.start, end, format.quotes);
            const char c = text_[end];
            const char next = end + 1 < text_.size() ? text_[end + 1] : '\0';
            if (c == '{' && next != '{') {
                break;
            }
            if (c == '}' && next != '}') {
                fail(end, end + 1, "a single '}' in a format string must be written as '}}'");
            }
            const bool isPair = c == '{' || c == '}' || (c == '\\' && next != '{' && next != '}');
            end = std::min(end + (isPair ? 2 : 1), text_.size());
        }
        if (end > at_) {
            add(formatText, end);
        }
        if (startsWith(format.quotes)) {
            add(formatEnd, at_ + format.quotes.size());
            formats_.pop_back();
        } else if (at_ < text_.size()) {
            format.isInField = true;
            brackets_.push_back({'{', at_, true});
            add('{', at_ + 1);
        }
    }

    // What may follow the expression in a field of a format string.
    void checkField() const {
        const char c = peek();
        const size_t next = text_.find_first_not_of(" \t", at_ + 1);
        const char after = next == std::string_view::npos ? '\0' : text_[next];
        if (c == '!' && peek(1) != '=') {
            fail(at_, at_ + 2,
                 "a format string of TorchScript has no conversions such as !r: write {x} alone");
        }
        if (c == ':') {
            fail(at_, at_ + 1,
                 "a format string of TorchScript has no formats such as {x:.2f}: write {x} alone, "
                 "and round the number before");
        }
        if (c == '=' && (after == '}' || after == ':' || after == '!')) {
            fail(at_, at_ + 1,
                 "a format string of TorchScript has no {x=}: write the name before it, as x={x}");
        }
    }

    void readOperator() {
        if (!brackets_.empty() && brackets_.back().isField) {
            checkField();
        }
        for (const auto& one : operators) {
            if (startsWith(one.text)) {
                add(one.kind, at_ + one.text.size());
                return;
            }
        }
        const char c = peek();
        if (std::string_view("()[]{},:.;@=+-*/%&|^~<>").find(c) == std::string_view::npos) {
            failCharacter(at_, characterAt(text_, at_));
        }
        if (c == '(' || c == '[' || c == '{') {
            brackets_.push_back({c, at_, false});
        } else if (c == ')' || c == ']' || c == '}') {
            closeBracket(c);
        }
        add(c, at_ + 1);
    }

    void closeBracket(char c) {
        if (brackets_.empty()) {
            fail(at_, at_ + 1, std::string("there is no open bracket for this '") + c + "'");
        }
        const auto open = brackets_.back();
        const char closing = open.c == '(' ? ')' : open.c == '[' ? ']' : '}';
        if (c != closing) {
            fail(at_, at_ + 1,
                 std::string("expected '") + closing + "' for the open '" + open.c +
                     "', but found '" + c + "'");
        }
        brackets_.pop_back();
        if (open.isField) {
            formats_.back().isInField = false;
        }
    }

    void finish() {
        if (!formats_.empty() && (brackets_.empty() || brackets_.back().isField)) {
            checkGoesOn(formats_.back().start, text_.size(), formats_.back().quotes);
        }
        if (!brackets_.empty()) {
            fail(brackets_.back().start, brackets_.back().start + 1,
                 std::string("this '") + brackets_.back().c + "' is not closed");
        }
        const size_t last = tokens_.empty() ? 0 : tokens_.back().end;
        at_ = tokens_.empty() || tokens_.back().kind != torch::jit::TK_NEWLINE ? last : last - 1;
        const size_t end = std::min(at_ + 1, text_.size());
        if (!tokens_.empty() && tokens_.back().kind != torch::jit::TK_NEWLINE) {
            tokens_.push_back({torch::jit::TK_NEWLINE, at_, end});
        }
        for (; indents_.size() > 1; indents_.pop_back()) {
            tokens_.push_back({torch::jit::TK_DEDENT, at_, end});
        }
        tokens_.push_back({torch::jit::TK_EOF, at_, end});
    }

    struct Indent {
        size_t column;
        size_t narrow;
    };

    const std::shared_ptr<torch::jit::Source>& source_;
    std::string_view text_;
    TokenCheck limits_;
    std::vector<SourceToken> tokens_;
    std::vector<OpenBracket> brackets_;
    std::vector<Format> formats_;
    std::vector<Indent> indents_;
    size_t at_ = 0;
    bool startsLine_ = true;
    bool isFunction_ = false; // the line is a 'def'
};

} // namespace

std::vector<SourceToken> readTokens(const std::shared_ptr<torch::jit::Source>& source) {
    return SourceLexer(source).read();
}

} // namespace torchsharp
