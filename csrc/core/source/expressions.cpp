#include <torch/csrc/jit/frontend/error_report.h>

#include "core/source/grammar.h"
#include "core/source/literals.h"
#include "core/source/precedence.h"

namespace torchsharp {

namespace {

using namespace torch::jit; // the names of a syntax tree

// A chain is one 'and' more for each comparison, which the compiler recurses into.
constexpr int mostChained = 100;

Expr leaf(int kind, const SourceRange& range) { return Expr(Compound::create(kind, range, {})); }

Expr unary(int kind, const SourceRange& range, const Expr& operand) {
    // A negative number is a constant, as a default must be.
    if (kind == '-' && operand.kind() == TK_CONST && Const(operand).text()[0] != '-') {
        return Const::create(range, "-" + Const(operand).text());
    }
    return UnaryOp::create(range, kind == '-' ? static_cast<int>(TK_UNARY_MINUS) : kind, operand);
}

// The value of a string literal that is not a format string.
std::string literalValue(const SourceRange& literal) {
    const auto text = literal.token_text();
    const size_t quote = text.find_first_of("'\"");
    const bool isRaw = text.substr(0, quote).find_first_of("rR") != std::string_view::npos;
    const char c = text[quote];
    const bool isLong = text.size() - quote >= 6 && text[quote + 1] == c && text[quote + 2] == c;
    const size_t quotes = isLong ? 3 : 1;
    return decodeText({literal.source(), literal.start() + quote + quotes, literal.end() - quotes},
                      isRaw, false);
}

// The text and the values of a string that may be a format string.
class FormatParts {
  public:
    void addText(const std::string& text) { text_ += text; }

    void addValue(const Expr& value) {
        finishText(value.range());
        format_ += "{}";
        values_.push_back(value);
    }

    Expr expression(const SourceRange& range) {
        if (values_.empty()) {
            return StringLiteral::create(range, text_);
        }
        finishText(range);
        const auto format = Select::create(range, StringLiteral::create(range, format_),
                                           Ident::create(range, "format"));
        return Apply::create(range, format, List<Expr>::create(range, values_),
                             List<Attribute>::create(range, {}));
    }

  private:
    // TorchScript's format() takes each {} for a value, so text with braces is one too.
    void finishText(const SourceRange& range) {
        if (text_.find_first_of("{}") == std::string::npos) {
            format_ += text_;
        } else {
            format_ += "{}";
            values_.push_back(StringLiteral::create(range, text_));
        }
        text_.clear();
    }

    std::string text_; // since the last value
    std::string format_;
    std::vector<Expr> values_;
};

Expr compare(int kind, bool isNegated, const SourceRange& range, const Expr& a, const Expr& b) {
    const Expr plain = BinOp::create(range, kind, a, b);
    return isNegated ? UnaryOp::create(range, TK_NOT, plain) : plain;
}

} // namespace

void Grammar::failHere(const std::string& what) const {
    throw ErrorReport(cursor_.range()) << what;
}

void Grammar::failExpression() const {
    if (cursor_.isWord("lambda")) {
        failHere("TorchScript has no lambda: define a function with a name");
    }
    if (cursor_.isWord("yield")) {
        failHere("TorchScript has no generators: return a list instead of 'yield'");
    }
    if (cursor_.isWord("await")) {
        failHere("TorchScript has no 'await': use torch.jit.fork and torch.jit.wait");
    }
    if (cursor_.kind() == '+') {
        failHere("TorchScript has no '+' in front of a value: leave it out");
    }
    if (cursor_.kind() == '*' || cursor_.kind() == TK_POW) {
        failHere("'" + std::string(cursor_.text()) +
                 "' cannot unpack a value here: TorchScript unpacks with '*' only in arguments, "
                 "tuples and targets");
    }
    failHere("expected an expression, but found " + cursor_.describe());
}

Ident Grammar::readName() {
    const auto token = cursor_.expect(TK_IDENT, "a name");
    std::string name(cursor_.textOf(token));
    // Python takes the micro sign, which is on keyboards, for the Greek letter.
    for (size_t i = 0; i + 1 < name.size(); ++i) {
        if (name[i] == '\xC2' && name[i + 1] == '\xB5') {
            name[i] = '\xCE';
            name[i + 1] = '\xBC';
        }
    }
    return Ident::create(cursor_.rangeOf(token), std::move(name));
}

// An expression behind a sign, such as a type, or nothing.
Maybe<Expr> Grammar::readAfter(int sign) {
    if (!cursor_.takeIf(sign)) {
        return Maybe<Expr>::create(cursor_.range());
    }
    const auto value = readExpression();
    return Maybe<Expr>::create(value.range(), value);
}

Expr Grammar::readExpression() {
    const size_t start = cursor_.start();
    auto value = readOperators(disjunction);
    if (cursor_.kind() == foreignOperator && cursor_.text() == ":=") {
        failHere("TorchScript has no ':=': assign the value in a statement before");
    }
    if (!cursor_.takeIf(TK_IF)) {
        return value;
    }
    const auto condition = readOperators(disjunction);
    cursor_.expect(TK_ELSE, "'else' and the other value");
    const auto other = readExpression();
    return TernaryIf::create(cursor_.rangeFrom(start), condition, value, other);
}

// An expression of operators that bind at least as tightly as `lowest`.
Expr Grammar::readOperators(int lowest) {
    const size_t start = cursor_.start();
    Expr left = readPrefix(lowest);
    for (;;) {
        const int kind = cursor_.kind();
        const int precedence =
            kind == TK_NOT && cursor_.nextKind() != TK_IN ? none : precedenceOf(kind);
        if (precedence == none || precedence < lowest) {
            return left;
        }
        left = precedence == comparison ? readComparisons(left, start)
                                        : readBinary(left, start, kind, precedence);
    }
}

Expr Grammar::readBinary(const Expr& left, size_t start, int kind, int precedence) {
    cursor_.take();
    // The exponent may have a sign: 2 ** -1. It ends with the last of a ** b ** c.
    const auto right = readOperators(precedence == power ? sign : precedence + 1);
    return BinOp::create(cursor_.rangeFrom(start), kind, left, right);
}

// As torch.jit.script does, a < b < c is read as a < b and b < c.
Expr Grammar::readComparisons(const Expr& first, size_t start) {
    Expr result = first;
    bool isFirst = true;
    for (Expr left = first;; isFirst = false) {
        int kind = cursor_.take().kind;
        bool isNegated = false;
        if (kind == TK_NOT) {
            cursor_.expect(TK_IN, "'in'");
            kind = TK_IN;
            isNegated = true;
        } else if (kind == TK_IS && cursor_.takeIf(TK_NOT)) {
            kind = TK_ISNOT;
        }
        const int chainsBefore = chains_;
        const size_t rightStart = cursor_.start();
        const Expr right = readOperators(bitOr);
        const Expr one = compare(kind, isNegated, cursor_.rangeFrom(start), left, right);
        result = isFirst ? one : BinOp::create(cursor_.rangeFrom(start), TK_AND, result, one);
        const bool isLast = precedenceOf(cursor_.kind()) != comparison ||
                            (cursor_.kind() == TK_NOT && cursor_.nextKind() != TK_IN);
        if (isLast) {
            return result;
        }
        // The compiler sees this operand twice, and what is chained inside of it four times.
        if (chains_ != chainsBefore) {
            throw ErrorReport(cursor_.rangeFrom(rightStart))
                << "a chain of comparisons cannot be inside of another one: assign it to a "
                   "variable before";
        }
        if (++chains_ > mostChained) {
            failHere("a statement has more than " + std::to_string(mostChained) +
                     " chained comparisons: split it over several statements");
        }
        left = right;
    }
}

Expr Grammar::readPrefix(int lowest) {
    const int kind = cursor_.kind();
    if (kind != TK_NOT && kind != '-' && kind != '~') {
        return readPrimary();
    }
    if (kind == TK_NOT && lowest > negation) {
        failHere("expected brackets around 'not' and its value");
    }
    const size_t start = cursor_.start();
    cursor_.take();
    const auto operand = readOperators(kind == TK_NOT ? negation : sign);
    return unary(kind, cursor_.rangeFrom(start), operand);
}

// A value with its attributes, calls and elements.
Expr Grammar::readPrimary() {
    const size_t start = cursor_.start();
    Expr value = readAtom();
    for (;;) {
        if (cursor_.takeIf('.')) {
            const auto name = readName();
            value = Select::create(cursor_.rangeFrom(start), value, name);
        } else if (cursor_.kind() == '(') {
            value = readCall(value, start);
        } else if (cursor_.kind() == '[') {
            value = readSubscript(value);
        } else {
            return value;
        }
    }
}

Expr Grammar::readAtom() {
    const int kind = cursor_.kind();
    switch (kind) {
    case TK_NUMBER: {
        const auto range = cursor_.range();
        cursor_.take();
        return Const::create(range, plainNumber(range));
    }
    case TK_TRUE:
    case TK_FALSE:
    case TK_NONE:
    case TK_NONE_TYPE:
        return leaf(kind, cursor_.rangeOf(cursor_.take()));
    case TK_DOTS:
    case TK_ELLIPSIS:
        return Dots::create(cursor_.rangeOf(cursor_.take()));
    case TK_STRINGLITERAL:
    case formatStart:
        return readText();
    case '(':
        return readBrackets();
    case '[':
        return readList();
    case '{':
        return readDict();
    case TK_IDENT: {
        const auto name = readName();
        return Var::create(name.range(), name);
    }
    default:
        failExpression();
    }
}

// A tuple, a generator, or an expression in brackets.
Expr Grammar::readBrackets() {
    const size_t start = cursor_.start();
    cursor_.take();
    if (cursor_.takeIf(')')) {
        const auto range = cursor_.rangeFrom(start);
        return TupleLiteral::create(range, List<Expr>::create(range, {}));
    }
    auto value = readItems();
    if (cursor_.kind() == TK_FOR) {
        value = readComprehension(value, start); // a list, as torch.jit.script does
    }
    cursor_.expect(')', "',' or ')'");
    return value;
}

Expr Grammar::readList() {
    const size_t start = cursor_.start();
    cursor_.take();
    std::vector<Expr> items;
    while (cursor_.kind() != ']') {
        items.push_back(readItem());
        if (cursor_.kind() == TK_FOR && items.size() == 1) {
            const auto list = readComprehension(items.front(), start);
            cursor_.expect(']', "']'");
            return list;
        }
        if (!cursor_.takeIf(',')) {
            break;
        }
    }
    cursor_.expect(']', "',' or ']'");
    const auto range = cursor_.rangeFrom(start);
    return ListLiteral::create(range, List<Expr>::create(range, items));
}

Expr Grammar::readDict() {
    const size_t start = cursor_.start();
    cursor_.take();
    std::vector<Expr> keys;
    std::vector<Expr> values;
    while (cursor_.kind() != '}') {
        if (cursor_.kind() == TK_POW) {
            failHere("TorchScript cannot unpack a dict with '**': call update() on the new dict");
        }
        keys.push_back(readExpression());
        if (cursor_.kind() == ',' || cursor_.kind() == '}' || cursor_.kind() == TK_FOR) {
            throw ErrorReport(cursor_.rangeFrom(start))
                << "TorchScript has no sets: use a list, or a dict that has the elements as keys";
        }
        cursor_.expect(':', "':' and a value");
        values.push_back(readExpression());
        if (cursor_.kind() == TK_FOR && keys.size() == 1) {
            const ListComp list(readComprehension(values.front(), start));
            cursor_.expect('}', "'}'");
            return Expr(
                DictComp::create(list.range(), keys.front(), list.elt(), list.target(), list.iter())
                    .tree());
        }
        if (!cursor_.takeIf(',')) {
            break;
        }
    }
    cursor_.expect('}', "',' or '}'");
    const auto range = cursor_.rangeFrom(start);
    return DictLiteral::create(range, List<Expr>::create(range, keys),
                               List<Expr>::create(range, values));
}

// Literals that follow each other are one. A format string becomes "{}...".format(values).
Expr Grammar::readText() {
    const size_t start = cursor_.start();
    FormatParts parts;
    bool isRaw = false; // the format string that is open
    for (int open = 0;;) {
        const auto token = cursor_.range();
        switch (cursor_.kind()) {
        case TK_STRINGLITERAL:
            parts.addText(literalValue(token));
            break;
        case formatStart:
            isRaw = token.token_text().find_first_of("rR") != std::string_view::npos;
            ++open;
            break;
        case formatText:
            parts.addText(decodeText(token, isRaw, true));
            break;
        case formatEnd:
            --open;
            break;
        default:
            if (open == 0) {
                return parts.expression(cursor_.rangeFrom(start));
            }
            cursor_.take(); // the brace
            parts.addValue(readItems());
            if (cursor_.kind() != '}') {
                failHere("expected '}' after the value in a format string, but found " +
                         cursor_.describe());
            }
        }
        cursor_.take();
    }
}

Expr Grammar::readCall(const Expr& callee, size_t start) {
    cursor_.take();
    std::vector<Expr> inputs;
    std::vector<Attribute> attributes;
    while (cursor_.kind() != ')') {
        const size_t itemStart = cursor_.start();
        if (cursor_.kind() == TK_POW) {
            failHere("TorchScript cannot unpack arguments with '**': write each as name=value");
        }
        if (cursor_.kind() == TK_IDENT && cursor_.nextKind() == '=') {
            const auto name = readName();
            cursor_.take();
            attributes.push_back(Attribute::create(name.range(), name, readExpression()));
        } else {
            auto item = readItem();
            if (cursor_.kind() == TK_FOR) {
                item = readComprehension(item, itemStart); // a list, as torch.jit.script does
            }
            if (!attributes.empty()) {
                throw ErrorReport(item.range())
                    << "an argument without a name must come before those with one";
            }
            inputs.push_back(item);
        }
        if (!cursor_.takeIf(',')) {
            break;
        }
    }
    cursor_.expect(')', "',' or ')'");
    const auto range = cursor_.rangeFrom(start);
    return Apply::create(range, callee, List<Expr>::create(range, inputs),
                         List<Attribute>::create(range, attributes));
}

Expr Grammar::readSubscript(const Expr& value) {
    const size_t start = cursor_.start();
    cursor_.take();
    std::vector<Expr> items;
    do {
        if (cursor_.kind() == ']' && !items.empty()) {
            break;
        }
        items.push_back(readSlice());
    } while (cursor_.takeIf(','));
    const auto list = List<Expr>::create(cursor_.rangeFrom(start), items);
    cursor_.expect(']', "',' or ']'");
    return Subscript::create(cursor_.rangeFrom(value.range().start()), value, list);
}

// start:stop:step, each of which may be left out, or an index.
Expr Grammar::readSlice() {
    const size_t start = cursor_.start();
    const auto readPart = [&] {
        const int kind = cursor_.kind();
        if (kind == ':' || kind == ',' || kind == ']') {
            return Maybe<Expr>::create(cursor_.range());
        }
        const auto part = readExpression();
        return Maybe<Expr>::create(part.range(), part);
    };
    const auto first = readPart();
    if (first.present() && cursor_.kind() != ':') {
        return first.get();
    }
    cursor_.expect(':', "an index or ':'");
    const auto stop = readPart();
    const auto step = cursor_.takeIf(':') ? readPart() : Maybe<Expr>::create(cursor_.range());
    return SliceExpr::create(cursor_.rangeFrom(start), first, stop, step);
}

// "for target in values" behind an element, whose bracket is open.
Expr Grammar::readComprehension(const Expr& element, size_t start) {
    cursor_.take();
    const auto target = readTarget();
    cursor_.expect(TK_IN, "'in'");
    const auto values = readOperators(disjunction);
    if (cursor_.kind() == TK_IF) {
        failHere("a comprehension in TorchScript has no 'if': append to a list in a loop");
    }
    if (cursor_.kind() == TK_FOR) {
        failHere("a comprehension in TorchScript has only one 'for': use loops");
    }
    return Expr(ListComp::create(cursor_.rangeFrom(start), element, target, values).tree());
}

Expr Grammar::readItem() {
    const size_t start = cursor_.start();
    if (!cursor_.takeIf('*')) {
        return readExpression();
    }
    const auto value = readOperators(bitOr);
    return Starred::create(cursor_.rangeFrom(start), value);
}

bool Grammar::endsItems() const {
    switch (cursor_.kind()) {
    case TK_NEWLINE:
    case ')':
    case ']':
    case '}':
    case ':':
    case ';':
    case '=':
    case TK_IN:
        return true;
    default:
        return false;
    }
}

Expr Grammar::readItems() {
    const size_t start = cursor_.start();
    auto first = readItem();
    if (cursor_.kind() == ',') {
        return readTuple(first, start, false);
    }
    if (first.kind() == TK_STARRED) {
        throw ErrorReport(first.range())
            << "'*' can unpack a value only into a tuple: write a comma behind it";
    }
    return first;
}

// What a loop assigns to: names, elements or attributes, and tuples of them.
Expr Grammar::readTarget() {
    const size_t start = cursor_.start();
    const auto first = readTargetItem();
    const auto target = cursor_.kind() == ',' ? readTuple(first, start, true) : first;
    checkTarget(target);
    return target;
}

Expr Grammar::readTargetItem() {
    const size_t start = cursor_.start();
    const bool isStarred = cursor_.takeIf('*');
    const auto item = readOperators(bitOr); // without 'in'
    return isStarred ? Starred::create(cursor_.rangeFrom(start), item) : item;
}

Expr Grammar::readTuple(const Expr& first, size_t start, bool isTarget) {
    std::vector<Expr> items{first};
    while (cursor_.takeIf(',') && !endsItems()) {
        items.push_back(isTarget ? readTargetItem() : readItem());
    }
    const auto range = cursor_.rangeFrom(start);
    return TupleLiteral::create(range, List<Expr>::create(range, items));
}

void Grammar::checkTarget(const Expr& target) {
    switch (target.kind()) {
    case TK_VAR:
    case TK_SUBSCRIPT:
    case '.':
        return;
    case TK_STARRED:
        checkTarget(Starred(target).expr());
        return;
    case TK_TUPLE_LITERAL:
        for (const auto& item : TupleLiteral(target).inputs()) {
            checkTarget(item);
        }
        return;
    default:
        throw ErrorReport(target.range())
            << "expected a name, an attribute, an element or a tuple of them to assign to";
    }
}

} // namespace torchsharp
