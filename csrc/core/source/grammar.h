#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <torch/csrc/jit/frontend/tree_views.h>

#include "core/source/tokens.h"

namespace torchsharp {

// Reads Python into the syntax trees of libtorch's compiler. libtorch's own parser knows less of
// the language, and gives "and" and "or" the same precedence. ErrorReport for what is not Python,
// or what TorchScript has no counterpart for.
class Grammar {
  public:
    explicit Grammar(const std::shared_ptr<torch::jit::Source>& source) : cursor_(source) {}

    TokenCursor& cursor() { return cursor_; }

    // The definition that starts at the cursor.
    torch::jit::Def readFunction();
    torch::jit::ClassDef readClass();

    // The expression at the cursor, such as a type.
    torch::jit::Expr readExpression();

  private:
    using Expr = torch::jit::Expr;
    using Stmt = torch::jit::Stmt;
    using SourceRange = torch::jit::SourceRange;

    // expressions.cpp
    Expr readOperators(int lowest);
    Expr readPrefix(int lowest);
    Expr readBinary(const Expr& left, size_t start, int kind, int precedence);
    Expr readComparisons(const Expr& first, size_t start);
    Expr readPrimary();
    Expr readAtom();
    Expr readBrackets();
    Expr readList();
    Expr readDict();
    Expr readText();
    Expr readCall(const Expr& callee, size_t start);
    Expr readSubscript(const Expr& value);
    Expr readSlice();
    Expr readComprehension(const Expr& element, size_t start);
    Expr readItem();  // value, or *value
    Expr readItems(); // item, or a tuple without brackets
    Expr readTarget();
    Expr readTargetItem();
    Expr readTuple(const Expr& first, size_t start, bool isTarget);
    bool endsItems() const;
    torch::jit::Ident readName();
    torch::jit::Maybe<Expr> readAfter(int sign);
    static void checkTarget(const Expr& target);
    [[noreturn]] void failHere(const std::string& what) const;
    [[noreturn]] void failExpression() const;

    // statements.cpp
    torch::jit::Def readDefinition(bool isMethod);
    torch::jit::List<Stmt> readBlock(bool isClass);
    torch::jit::List<Stmt> readBody(bool isClass, std::optional<torch::jit::Decl>* types);
    void readStatement(std::vector<Stmt>& statements, bool isClass);
    void readLine(std::vector<Stmt>& statements, bool isClass);
    Stmt readSimple(bool isClass);
    Stmt readIf();
    Stmt readWhile();
    Stmt readFor();
    Stmt readWith();
    Stmt readReturn();
    Stmt readRaise();
    Stmt readAssert();
    Stmt readDelete();
    Stmt readAssignment(bool isClass);
    Stmt readAugmented(const Expr& target, size_t start);
    torch::jit::List<torch::jit::Param> readParameters();
    torch::jit::Decl readTypeComment();
    bool endsStatement() const;
    void refuseElse() const;
    void refuseStatement() const;

    TokenCursor cursor_;
    int chains_ = 0; // operands between comparisons, such as b in a < b < c, in this statement
};

} // namespace torchsharp
