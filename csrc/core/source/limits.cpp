#include "core/source/limits.h"

#include <vector>

#include <torch/csrc/jit/frontend/error_report.h>
#include <torch/csrc/jit/frontend/lexer.h>

namespace torchsharp {

namespace {

using torch::jit::ErrorReport;
using torch::jit::Token;

constexpr int mostBrackets = 200; // as many as Python's own parser takes
constexpr int mostBlocks = 200;
// In one expression: each is a level of its tree, and some use more stack.
constexpr int mostOperators = 1000;
constexpr int mostDeepOperators = 250;

class TokenCheck {
  public:
    void visit(const Token& token) {
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
            startsLine_ = true;
            operators_.assign(1, 0);
            break;
        case torch::jit::TK_INDENT:
            startsLine_ = true;
            operators_.assign(1, 0);
            arms_.push_back(0);
            checkBlocks(token);
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
            count(token);
            operators_.push_back(0);
            if (operators_.size() > mostBrackets) {
                throw ErrorReport(token.range)
                    << "brackets are nested more than " << mostBrackets << " levels deep";
            }
            break;
        case ')':
        case ']':
        case '}':
            if (operators_.size() > 1) {
                operators_.pop_back();
            }
            break;
        case ',':
            operators_.back() = 0;
            break;
        default:
            if (startsLine) {
                visitFirst(token);
            }
            count(token);
        }
    }

  private:
    // An elif is an if within the else of the one before it.
    void visitFirst(const Token& token) {
        if (token.kind == torch::jit::TK_ELIF) {
            ++arms_.back();
            checkBlocks(token);
        } else if (token.kind != torch::jit::TK_ELSE) {
            arms_.back() = 0;
        }
    }

    void checkBlocks(const Token& token) const {
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
    void count(const Token& token) {
        switch (token.kind) {
        case torch::jit::TK_IDENT:
        case torch::jit::TK_NUMBER:
        case torch::jit::TK_STRINGLITERAL:
            return;
        default:
            break;
        }
        const bool isDeep = token.kind == '-' || token.kind == torch::jit::TK_AND ||
                            token.kind == torch::jit::TK_OR;
        operators_.back() += isDeep ? mostOperators / mostDeepOperators : 1;
        int sum = 0;
        for (const int operators : operators_) {
            sum += operators;
        }
        if (sum > mostOperators) {
            throw ErrorReport(token.range)
                << "an expression has more than " << mostOperators << " operators ("
                << mostDeepOperators << " of -, and, or): split it over several statements";
        }
    }

    bool startsLine_ = true;
    std::vector<int> operators_{0}; // since the last comma, for every open bracket
    std::vector<int> arms_{0};      // the elifs so far, for every open block
};

} // namespace

void checkTokens(const std::shared_ptr<torch::jit::Source>& source) {
    torch::jit::Lexer lexer(source);
    TokenCheck check;
    while (lexer.cur().kind != torch::jit::TK_EOF) {
        check.visit(lexer.next());
    }
}

void checkArchiveSource(const std::shared_ptr<torch::jit::Source>& source) { checkTokens(source); }

void checkTypeText(const std::string& text) {
    checkTokens(std::make_shared<torch::jit::Source>(text, "a type"));
}

} // namespace torchsharp
