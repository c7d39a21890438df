#include "core/source/limits.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <torch/csrc/jit/frontend/error_report.h>
#include <torch/csrc/jit/frontend/lexer.h>

#include "core/source/precedence.h"
#include "core/source/tokens.h"

namespace torchsharp {

namespace {

using torch::jit::ErrorReport;
using torch::jit::Token;

constexpr int mostBrackets = 200; // as many as Python's own parser takes
constexpr int mostBlocks = 200;
// In one expression: each is a level of its tree, and some use more stack.
constexpr int mostOperators = 1000;
constexpr int mostDeepOperators = 250;

// The compiler takes twice as long for each level of these types.
constexpr int mostSlow = 20;
constexpr std::array<std::string_view, 4> slowTypes{"Tuple", "Future", "Await", "RRef"};

// Whether a token of the kind may be the last one of a value.
bool endsValue(int kind) {
    switch (kind) {
    case torch::jit::TK_IDENT:
    case torch::jit::TK_NUMBER:
    case torch::jit::TK_STRINGLITERAL:
    case torch::jit::TK_TRUE:
    case torch::jit::TK_FALSE:
    case torch::jit::TK_NONE:
    case torch::jit::TK_NONE_TYPE:
    case torch::jit::TK_DOTS:
    case torch::jit::TK_ELLIPSIS:
    case formatEnd:
    case ')':
    case ']':
    case '}':
        return true;
    default:
        return false;
    }
}

} // namespace

void TokenCheck::visit(const Token& token) {
    if (startsLine_ && token.kind == '@') {
        throw ErrorReport(token.range)
            << "source text cannot contain decorators. Write a "
               "method instead of a property, and a function instead of a static method; to "
               "export, ignore or overload something, use torch.jit.script";
    }
    const bool startsLine = startsLine_;
    startsLine_ = false;
    switch (token.kind) {
    case torch::jit::TK_NEWLINE:
    case torch::jit::TK_INDENT:
        startsLine_ = true;
        brackets_.assign(1, {});
        if (token.kind == torch::jit::TK_INDENT) {
            arms_.push_back(0);
            checkBlocks(token);
        }
        break;
    case torch::jit::TK_DEDENT:
        startsLine_ = true;
        if (arms_.size() > 1) {
            arms_.pop_back();
        }
        break;
    case '(':
    case '[':
    case '{':
        openBracket(token);
        break;
    case ')':
    case ']':
    case '}':
        closeBracket(token);
        break;
    case ',':
        brackets_.back().deepest = std::max(brackets_.back().deepest, brackets_.back().operators);
        brackets_.back().operators = 0;
        brackets_.back().held.clear();
        brackets_.back().isSlow = brackets_.back().isSlow || brackets_.back().mayBeTuple;
        break;
    default:
        if (startsLine) {
            visitFirst(token);
        }
        count(token);
    }
    previous_ = token.kind;
    isSlowName_ =
        token.kind == torch::jit::TK_IDENT &&
        std::find(slowTypes.begin(), slowTypes.end(), token.text_view()) != slowTypes.end();
}

int64_t TokenCheck::levels(int64_t operatorsInLevel) const {
    int64_t blocks = static_cast<int64_t>(arms_.size()) - 1;
    for (const int arms : arms_) {
        blocks += arms;
    }
    return blocks + static_cast<int64_t>(brackets_.size()) - 1 + operators() / operatorsInLevel;
}

void TokenCheck::openBracket(const Token& token) {
    count(token);
    const bool isCall = previous_ == torch::jit::TK_IDENT || previous_ == ')' || previous_ == ']';
    const bool isSlow = token.kind == '[' && isSlowName_;
    brackets_.push_back({0, 0, isSlow, token.kind == '(' && !isCall, 0, {}});
    if (brackets_.size() > mostBrackets) {
        throw ErrorReport(token.range)
            << "brackets are nested more than " << mostBrackets << " levels deep";
    }
}

void TokenCheck::closeBracket(const Token& token) {
    if (brackets_.size() == 1) {
        return;
    }
    const int slow = brackets_.back().slow + (brackets_.back().isSlow ? 1 : 0);
    // Its tree is below the operators that are held, and above it come those that follow.
    int inside = std::max(brackets_.back().deepest, brackets_.back().operators) + 1;
    brackets_.pop_back();
    for (const auto& one : brackets_.back().held) {
        inside += one.weight;
    }
    brackets_.back().operators = std::max(brackets_.back().operators, inside);
    brackets_.back().slow = std::max(brackets_.back().slow, slow);
    if (slow > mostSlow) {
        throw ErrorReport(token.range)
            << "tuples, or the types Future, Await and RRef, are nested more than " << mostSlow
            << " levels deep";
    }
}

// An elif is an if within the else of the one before it.
void TokenCheck::visitFirst(const Token& token) {
    if (token.kind == torch::jit::TK_ELIF) {
        ++arms_.back();
        checkBlocks(token);
    } else if (token.kind != torch::jit::TK_ELSE) {
        arms_.back() = 0;
    }
}

void TokenCheck::checkBlocks(const Token& token) const {
    size_t blocks = arms_.size() - 1;
    for (const int arms : arms_) {
        blocks += arms;
    }
    if (blocks > mostBlocks) {
        throw ErrorReport(token.range)
            << "blocks (an elif counts as one more) are nested more than " << mostBlocks
            << " levels deep: move the inner ones into functions";
    }
}

// Names and constants are leaves; every other token may be a level of the tree.
void TokenCheck::count(const Token& token) {
    switch (token.kind) {
    case torch::jit::TK_IDENT:
    case torch::jit::TK_NUMBER:
    case torch::jit::TK_STRINGLITERAL:
        return;
    default:
        break;
    }
    const bool isDeep =
        token.kind == '-' || token.kind == torch::jit::TK_AND || token.kind == torch::jit::TK_OR;
    const int weight = isDeep ? mostOperators / mostDeepOperators : 1;
    brackets_.back().operators += weight;
    hold(token.kind, weight);
    if (operators() > mostOperators) {
        throw ErrorReport(token.range)
            << "an expression has more than " << mostOperators << " operators ("
            << mostDeepOperators << " of -, and, or): split it over several statements";
    }
}

// An operator has as its left side all before it that binds as tightly, and the rest of that holds
// what follows.
void TokenCheck::hold(int kind, int weight) {
    int precedence = precedenceOf(kind);
    if (precedence == none && kind != '~') {
        return;
    }
    auto& held = brackets_.back().held;
    if (!endsValue(previous_)) { // libtorch's '~' binds as loosely as 'not'
        precedence = kind == '-' ? sign : negation;
    } else {
        const bool isOfRight = precedence == power || precedence == condition;
        while (!held.empty() && held.back().precedence >= precedence + (isOfRight ? 1 : 0)) {
            held.pop_back();
        }
    }
    held.push_back({precedence, weight});
}

int64_t TokenCheck::operators() const {
    int64_t sum = 0;
    for (const auto& bracket : brackets_) {
        sum += bracket.operators;
    }
    return sum;
}

void checkTokens(const std::shared_ptr<torch::jit::Source>& source) {
    torch::jit::Lexer lexer(source);
    TokenCheck check;
    while (lexer.cur().kind != torch::jit::TK_EOF) {
        check.visit(lexer.next());
    }
}

void checkTypeText(const std::string& text) {
    checkTokens(std::make_shared<torch::jit::Source>(text, "a type"));
}

} // namespace torchsharp
