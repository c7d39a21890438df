#include <algorithm>

#include <torch/csrc/jit/frontend/error_report.h>
#include <torch/csrc/jit/frontend/parser.h>

#include "core/source/exceptions.h"
#include "core/source/grammar.h"

namespace torchsharp {

namespace {

using namespace torch::jit; // the names of a syntax tree

// The operator of an augmented assignment: '+' for "+=". 0 for any other token.
int operatorOf(int kind) {
    switch (kind) {
    case TK_PLUS_EQ:
        return '+';
    case TK_MINUS_EQ:
        return '-';
    case TK_TIMES_EQ:
        return '*';
    case TK_DIV_EQ:
        return '/';
    case TK_BIT_OR_EQ:
        return '|';
    case TK_BIT_AND_EQ:
        return '&';
    case TK_BIT_XOR_EQ:
        return '^';
    case TK_LSHIFT_EQ:
        return TK_LSHIFT;
    case TK_RSHIFT_EQ:
        return TK_RSHIFT;
    case TK_POW_EQ:
        return TK_POW;
    default:
        return 0;
    }
}

bool hasCall(const TreeRef& tree) {
    const auto& parts = tree->trees();
    return tree->kind() == TK_APPLY || std::any_of(parts.begin(), parts.end(), hasCall);
}

} // namespace

Def Grammar::readFunction() { return readDefinition(false); }

Def Grammar::readDefinition(bool isMethod) {
    cursor_.take();
    const auto name = readName();
    if (cursor_.kind() == '[') {
        failHere("TorchScript has no type parameters: write a function for each type");
    }
    const auto parameters = readParameters();
    const auto result = readAfter(TK_ARROW);
    auto declaration = Decl::create(parameters.range(), parameters, result);
    cursor_.expect(':', "':'");
    std::optional<Decl> types;
    const auto body = readBody(false, &types);
    if (types) {
        declaration = mergeTypesFromTypeComment(declaration, *types, isMethod);
    }
    return Def::create(name.range(), name, declaration, body);
}

List<Param> Grammar::readParameters() {
    const size_t start = cursor_.start();
    cursor_.expect('(', "'('");
    std::vector<Param> parameters;
    bool isByName = false;
    while (cursor_.kind() != ')') {
        if (cursor_.kind() == TK_POW) {
            failHere("a TorchScript function has no **parameters: declare each by its name");
        }
        if (cursor_.takeIf('*')) {
            if (cursor_.kind() == TK_IDENT) {
                failHere("a TorchScript function has no *parameters: take a list, such as "
                         "List[Tensor]");
            }
            isByName = true;
        } else if (!cursor_.takeIf('/')) { // TorchScript takes every argument by name too
            const size_t nameStart = cursor_.start();
            const auto name = readName();
            const auto type = readAfter(':');
            const auto value = readAfter('=');
            parameters.push_back(
                Param::create(cursor_.rangeFrom(nameStart), name, type, value, isByName));
        }
        if (!cursor_.takeIf(',')) {
            break;
        }
    }
    cursor_.expect(')', "',' or ')'");
    return List<Param>::create(cursor_.rangeFrom(start), parameters);
}

// "# type: (int, Tensor) -> int"
Decl Grammar::readTypeComment() {
    const size_t start = cursor_.start();
    cursor_.take();
    cursor_.expect('(', "'('");
    std::vector<Param> types;
    while (cursor_.kind() != ')') {
        const auto type = readExpression();
        const auto& range = type.range();
        types.push_back(Param::create(range, Ident::create(range, ""),
                                      Maybe<Expr>::create(range, type), Maybe<Expr>::create(range),
                                      false));
        if (!cursor_.takeIf(',')) {
            break;
        }
    }
    cursor_.expect(')', "',' or ')'");
    const auto list = List<Param>::create(cursor_.rangeFrom(start), types);
    return Decl::create(list.range(), list, readAfter(TK_ARROW));
}

ClassDef Grammar::readClass() {
    cursor_.take();
    const auto name = readName();
    auto base = Maybe<Expr>::create(name.range());
    if (cursor_.takeIf('(')) {
        if (cursor_.kind() != ')') {
            const auto one = readExpression();
            base = Maybe<Expr>::create(one.range(), one);
        }
        if (cursor_.kind() == ',') {
            failHere("a class in TorchScript has at most one base class");
        }
        cursor_.expect(')', "')'");
    }
    const auto body = readBlock(true);
    return ClassDef::create(name.range(), name, base, body);
}

// The colon and what is in the block behind it.
List<Stmt> Grammar::readBlock(bool isClass) {
    cursor_.expect(':', "':'");
    return readBody(isClass, nullptr);
}

// A function may have its types in a comment, for which `types` has room.
List<Stmt> Grammar::readBody(bool isClass, std::optional<Decl>* types) {
    const auto readTypes = [&] {
        if (types != nullptr && cursor_.kind() == TK_TYPE_COMMENT) {
            *types = readTypeComment();
            return true;
        }
        return false;
    };
    const size_t start = cursor_.start();
    std::vector<Stmt> statements;
    readTypes();
    if (!cursor_.takeIf(TK_NEWLINE)) {
        readLine(statements, isClass);
        return List<Stmt>::create(cursor_.rangeFrom(start), statements);
    }
    cursor_.expect(TK_INDENT, "an indented block");
    if (readTypes()) {
        cursor_.expect(TK_NEWLINE, "the end of the line");
    }
    const size_t first = cursor_.start();
    do {
        readStatement(statements, isClass);
    } while (!cursor_.takeIf(TK_DEDENT));
    return List<Stmt>::create(cursor_.rangeFrom(first), statements);
}

void Grammar::readStatement(std::vector<Stmt>& statements, bool isClass) {
    chains_ = 0;
    switch (cursor_.kind()) {
    case TK_IF:
        statements.push_back(readIf());
        return;
    case TK_WHILE:
        statements.push_back(readWhile());
        return;
    case TK_FOR:
        statements.push_back(readFor());
        return;
    case TK_WITH:
        statements.push_back(readWith());
        return;
    case TK_DEF:
        if (isClass) {
            statements.emplace_back(readDefinition(true).tree());
            return;
        }
        break;
    default:
        break;
    }
    readLine(statements, isClass);
}

// Statements with a semicolon between them.
void Grammar::readLine(std::vector<Stmt>& statements, bool isClass) {
    do {
        chains_ = 0;
        refuseStatement();
        statements.push_back(readSimple(isClass));
    } while (cursor_.takeIf(';') && cursor_.kind() != TK_NEWLINE);
    cursor_.expect(TK_NEWLINE, "the end of the statement");
}

// ErrorReport for a statement that TorchScript does not have, or that cannot be here.
void Grammar::refuseStatement() const {
    switch (cursor_.kind()) {
    case TK_INDENT:
        failHere("this line is indented more than the block that it is in");
    case TK_IF:
    case TK_WHILE:
    case TK_FOR:
    case TK_WITH:
        failHere("'" + std::string(cursor_.text()) + "' must start a line of its own");
    case TK_DEF:
    case TK_CLASS_DEF:
        failHere("a definition cannot be inside of a function: move it to the top level, and pass "
                 "it what it needs");
    case TK_IMPORT:
        failHere("an import cannot be inside of a definition: move it to the top");
    case TK_GLOBAL:
        failHere("TorchScript has no global variables: pass the value as an argument, and return "
                 "it");
    case TK_IDENT:
        if (cursor_.text() == "match" && cursor_.lastInLine() == ':') {
            failHere("TorchScript has no 'match': use if and elif");
        }
        return;
    default:
        break;
    }
    if (cursor_.isWord("try") || cursor_.isWord("except") || cursor_.isWord("finally")) {
        failHere("TorchScript has no '" + std::string(cursor_.text()) +
                 "', as it cannot catch an exception: check for the case with 'if', or let the "
                 "caller catch it");
    }
    if (cursor_.isWord("async")) {
        failHere("TorchScript has no 'async': use torch.jit.fork and torch.jit.wait");
    }
    if (cursor_.isWord("nonlocal")) {
        failHere("TorchScript has no 'nonlocal': pass the value as an argument, and return it");
    }
    if (cursor_.isWord("from")) {
        failHere("an import cannot be inside of a definition: move it to the top");
    }
}

bool Grammar::endsStatement() const {
    return cursor_.kind() == TK_NEWLINE || cursor_.kind() == ';';
}

Stmt Grammar::readSimple(bool isClass) {
    switch (cursor_.kind()) {
    case TK_RETURN:
        return readReturn();
    case TK_RAISE:
        return readRaise();
    case TK_ASSERT:
        return readAssert();
    case TK_DELETE:
        return readDelete();
    case TK_BREAK:
        return Break::create(cursor_.rangeOf(cursor_.take()));
    case TK_CONTINUE:
        return Continue::create(cursor_.rangeOf(cursor_.take()));
    case TK_PASS:
        return Pass::create(cursor_.rangeOf(cursor_.take()));
    default:
        return readAssignment(isClass);
    }
}

Stmt Grammar::readIf() {
    const size_t start = cursor_.start();
    cursor_.take();
    const auto condition = readExpression();
    const auto range = cursor_.rangeFrom(start);
    const auto body = readBlock(false);
    auto otherwise = List<Stmt>::create(range, {});
    if (cursor_.kind() == TK_ELIF) {
        otherwise = List<Stmt>::create(cursor_.range(), {readIf()});
    } else if (cursor_.takeIf(TK_ELSE)) {
        otherwise = readBlock(false);
    }
    return If::create(range, condition, body, otherwise);
}

void Grammar::refuseElse() const {
    if (cursor_.kind() == TK_ELSE) {
        failHere("a loop in TorchScript has no 'else': set a variable before 'break', and test it "
                 "after the loop");
    }
}

Stmt Grammar::readWhile() {
    const size_t start = cursor_.start();
    cursor_.take();
    const auto condition = readExpression();
    const auto range = cursor_.rangeFrom(start);
    const auto body = readBlock(false);
    refuseElse();
    return While::create(range, condition, body);
}

Stmt Grammar::readFor() {
    const size_t start = cursor_.start();
    cursor_.take();
    const auto target = readTarget();
    cursor_.expect(TK_IN, "'in'");
    const auto values = readItems();
    const auto range = cursor_.rangeFrom(start);
    const auto body = readBlock(false);
    refuseElse();
    return For::create(range, List<Expr>::create(target.range(), {target}),
                       List<Expr>::create(values.range(), {values}), body);
}

Stmt Grammar::readWith() {
    const size_t start = cursor_.start();
    cursor_.take();
    std::vector<WithItem> items;
    const bool isBracketed = cursor_.kind() == '(' && cursor_.kindBehindBracket() == ':';
    if (isBracketed) {
        cursor_.take();
    }
    do {
        const size_t itemStart = cursor_.start();
        const auto value = readExpression();
        auto name = Maybe<Var>::create(value.range());
        if (cursor_.takeIf(TK_AS)) {
            const auto identifier = readName();
            name =
                Maybe<Var>::create(identifier.range(), Var::create(identifier.range(), identifier));
        }
        items.push_back(WithItem::create(cursor_.rangeFrom(itemStart), value, name));
    } while (cursor_.takeIf(',') && cursor_.kind() != ')');
    if (isBracketed) {
        cursor_.expect(')', "',' or ')'");
    }
    const auto range = cursor_.rangeFrom(start);
    const auto body = readBlock(false);
    return With::create(range, List<WithItem>::create(range, items), body);
}

Stmt Grammar::readReturn() {
    const size_t start = cursor_.start();
    cursor_.take();
    if (endsStatement()) {
        const auto range = cursor_.rangeFrom(start);
        return Return::create(range, Expr(Compound::create(TK_NONE, range, {})));
    }
    const auto value = readItems();
    return Return::create(cursor_.rangeFrom(start), value);
}

Stmt Grammar::readRaise() {
    const size_t start = cursor_.start();
    cursor_.take();
    if (endsStatement()) {
        failHere("'raise' needs an exception, such as ValueError('...'), because TorchScript "
                 "cannot catch one");
    }
    auto exception = readExpression();
    const auto range = cursor_.rangeFrom(start);
    if (exception.kind() == TK_VAR && exceptionNamed(Var(exception).name().name()) != nullptr) {
        exception = Apply::create(range, exception, List<Expr>::create(range, {}),
                                  List<Attribute>::create(range, {}));
    }
    if (cursor_.isWord("from")) { // an error of TorchScript has no cause
        cursor_.take();
        readExpression();
    }
    return Raise::create(range, exception);
}

Stmt Grammar::readAssert() {
    const size_t start = cursor_.start();
    cursor_.take();
    const auto condition = readExpression();
    auto message = Maybe<Expr>::create(condition.range());
    if (cursor_.takeIf(',')) {
        const auto text = readExpression();
        message = Maybe<Expr>::create(text.range(), text);
    }
    return Assert::create(cursor_.rangeFrom(start), condition, message);
}

Stmt Grammar::readDelete() {
    const size_t start = cursor_.start();
    cursor_.take();
    std::vector<Expr> targets;
    do {
        targets.push_back(readExpression());
    } while (cursor_.takeIf(',') && !endsStatement());
    const auto range = cursor_.rangeFrom(start);
    return Delete::create(range, List<Expr>::create(range, targets));
}

// An expression, or an assignment to it.
Stmt Grammar::readAssignment(bool isClass) {
    const size_t start = cursor_.start();
    const auto first = readItems();
    if (operatorOf(cursor_.kind()) != 0 || cursor_.kind() == TK_MOD_EQ ||
        cursor_.kind() == foreignOperator) {
        return readAugmented(first, start);
    }
    const auto type = readAfter(':');
    std::vector<Expr> values{first};
    while (cursor_.takeIf('=')) {
        checkTarget(values.back());
        values.push_back(readItems());
    }
    const auto range = cursor_.rangeFrom(start);
    if (values.size() > 1) {
        if (type.present() && (values.size() > 2 || first.kind() == TK_TUPLE_LITERAL)) {
            throw ErrorReport(type.range()) << "only one name at a time can have a type";
        }
        const auto value = values.back();
        values.pop_back();
        return Assign::create(range, List<Expr>::create(first.range(), values),
                              Maybe<Expr>::create(value.range(), value), type);
    }
    if (type.present()) {
        if (!isClass) {
            throw ErrorReport(range) << "a variable in TorchScript needs a value where its type is "
                                        "declared";
        }
        return Assign::create(range, List<Expr>::create(first.range(), values),
                              Maybe<Expr>::create(range), type);
    }
    if (first.kind() == TK_DOTS) {
        return Pass::create(range);
    }
    return ExprStmt::create(range, first);
}

Stmt Grammar::readAugmented(const Expr& target, size_t start) {
    checkTarget(target);
    if (target.kind() == TK_TUPLE_LITERAL) {
        throw ErrorReport(target.range()) << "only one name, attribute or element can be changed "
                                             "this way";
    }
    const auto sign = cursor_.take();
    const auto signRange = cursor_.rangeOf(sign);
    const auto value = readItems();
    const auto range = cursor_.rangeFrom(start);
    if (const int kind = operatorOf(sign.kind); kind != 0) {
        return AugAssign::create(range, target,
                                 AugAssignKind(Compound::create(kind, signRange, {})), value);
    }
    // The compiler sees the target twice.
    if (target.kind() != TK_VAR && hasCall(target.tree())) {
        throw ErrorReport(target.range())
            << "what '" << cursor_.textOf(sign) << "' changes cannot contain a call: assign it to "
            << "a variable before";
    }
    const auto isProduct = cursor_.textOf(sign) == "@="; // a tensor is not changed in place
    const auto result =
        isProduct
            ? Expr(BinOp::create(range, '@', target, value))
            : Apply::create(
                  range,
                  Var::create(signRange,
                              Ident::create(signRange, std::string(cursor_.textOf(sign)))),
                  List<Expr>::create(range, {target, value}), List<Attribute>::create(range, {}));
    return Assign::create(range, List<Expr>::create(range, {target}),
                          Maybe<Expr>::create(range, result), Maybe<Expr>::create(range));
}

} // namespace torchsharp
