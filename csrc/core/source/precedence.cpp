#include "core/source/precedence.h"

#include <torch/csrc/jit/frontend/lexer.h>

namespace torchsharp {

Precedence precedenceOf(int kind) {
    switch (kind) {
    case torch::jit::TK_IF:
    case torch::jit::TK_ELSE:
        return condition;
    case torch::jit::TK_OR:
        return disjunction;
    case torch::jit::TK_AND:
        return conjunction;
    case '<':
    case '>':
    case torch::jit::TK_LE:
    case torch::jit::TK_GE:
    case torch::jit::TK_EQ:
    case torch::jit::TK_NE:
    case torch::jit::TK_IS:
    case torch::jit::TK_ISNOT:
    case torch::jit::TK_IN:
    case torch::jit::TK_NOTIN:
    case torch::jit::TK_NOT: // of "not in"
        return comparison;
    case '|':
        return bitOr;
    case '^':
        return bitXor;
    case '&':
        return bitAnd;
    case torch::jit::TK_LSHIFT:
    case torch::jit::TK_RSHIFT:
        return shift;
    case '+':
    case '-':
        return sum;
    case '*':
    case '/':
    case '%':
    case '@':
    case torch::jit::TK_FLOOR_DIV:
        return product;
    case torch::jit::TK_POW:
        return power;
    default:
        return none;
    }
}

} // namespace torchsharp
