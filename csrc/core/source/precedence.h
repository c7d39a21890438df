#pragma once

namespace torchsharp {

// The levels of Python's operators, from the loosest.
enum Precedence : int {
    none = 0, // not an operator
    condition,
    disjunction,
    conjunction,
    negation,
    comparison,
    bitOr,
    bitXor,
    bitAnd,
    shift,
    sum,
    product,
    sign,
    power,
};

// Of the operator between two values that is a token of that kind.
Precedence precedenceOf(int kind);

} // namespace torchsharp
