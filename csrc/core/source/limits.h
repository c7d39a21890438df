#pragma once

#include <memory>
#include <string>
#include <vector>

#include <torch/csrc/jit/frontend/lexer.h>
#include <torch/csrc/jit/frontend/source_range.h>

namespace torchsharp {

// The check below, token by token.
class TokenCheck {
  public:
    // ErrorReport.
    void visit(const torch::jit::Token& token);

    // How many levels of the tree are open: blocks, brackets, and so many operators.
    int64_t levels(int64_t operatorsInLevel) const;

  private:
    void openBracket(const torch::jit::Token& token);
    void closeBracket(const torch::jit::Token& token);
    void visitFirst(const torch::jit::Token& token);
    void checkBlocks(const torch::jit::Token& token) const;
    void count(const torch::jit::Token& token);
    void hold(int kind, int weight);
    int64_t operators() const;

    // An operator whose right side goes on.
    struct Held {
        int precedence;
        int weight;
    };

    struct Bracket {
        int operators = 0;       // since the last comma, or more if their tree is deeper
        int deepest = 0;         // the most of these before a comma
        bool isSlow = false;     // it holds the elements of a tuple, or of a slow type
        bool mayBeTuple = false; // it is one if there is a comma
        int slow = 0;            // how deep such types are nested in it
        std::vector<Held> held;  // operators since the last comma
    };

    bool startsLine_ = true;
    std::vector<Bracket> brackets_{1}; // the open ones, and the line itself
    std::vector<int> arms_{0};         // the elifs so far, for every open block
    int previous_ = 0;
    bool isSlowName_ = false; // the previous token is 'Tuple', 'Future', 'Await' or 'RRef'
};

// Checks source before it is parsed. Refuses nesting that would overflow the stack of libtorch's
// parser and compiler, which recurse into every level, and decorators, which the parser does not
// know. ErrorReport.
void checkTokens(const std::shared_ptr<torch::jit::Source>& source);

// The same for a type that is written out: "List[int]". ErrorReport.
void checkTypeText(const std::string& text);

} // namespace torchsharp
