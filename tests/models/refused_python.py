"""Python that TorchScript has no counterpart for, and what the error says. « marks the place."""

from __future__ import annotations

from typing import NamedTuple


class Refused(NamedTuple):
    """Source that does not compile.

    Attributes:
        source: The lines after the imports, with « in front of the place that the error names.
        words: A part of the message.
    """

    source: str
    words: str


def body(*lines: str) -> str:
    """A function that contains the lines."""
    return "def f(a: int, b: int) -> int:\n" + "".join(f"    {line}\n" for line in lines)


REFUSED: dict[str, Refused] = {
    # statements
    "match": Refused(
        body("«match a:", "    case 1:", "        return b", "return a"), "if and elif"
    ),
    "match with brackets": Refused(body("«match (a):", "    case 1: return b"), "if and elif"),
    "try": Refused(body("«try:", "    a = 1", "except ValueError:", "    a = 2"), "cannot catch"),
    "except alone": Refused(body("«except ValueError:", "    pass"), "cannot catch"),
    "async with": Refused(body("«async with a:", "    pass"), "torch.jit.fork"),
    "global": Refused(body("«global c", "return a"), "pass the value as an argument"),
    "nonlocal": Refused(body("«nonlocal c", "return a"), "pass the value as an argument"),
    "a function inside": Refused(body("«def g():", "    pass", "return a"), "to the top level"),
    "a class inside": Refused(body("«class A: pass", "return a"), "to the top level"),
    "import inside": Refused(body("«import math", "return a"), "move it to the top"),
    "from inside": Refused(body("«from math import pi", "return a"), "move it to the top"),
    "else of for": Refused(body("for i in range(a):", "    pass", "«else:", "    a = 1"), "break"),
    "else of while": Refused(body("while a > b: a -= 1", "«else: a = 1"), "break"),
    "a block in a line": Refused(body("if a > b: «if a > 1: a = 1"), "a line of its own"),
    "a block behind a semicolon": Refused(body("a = 1; «for i in range(3): a = i"), "of its own"),
    "raise alone": Refused(body("rais«e", "return a"), "needs an exception"),
    "a variable without a value": Refused(body("«c: int", "return a"), "needs a value"),
    "types of several": Refused(body("c, d: «int = a, b", "return a"), "one name at a time"),
    "an assignment to a call": Refused(body("«len(a) = b", "return a"), "to assign to"),
    "an assignment to a sum": Refused(body("a, «b + 1 = 2, 3", "return a"), "to assign to"),
    "+= to several": Refused(body("«a, b += 1, 2", "return a"), "only one name"),
    "//= of a call": Refused(body("c = [a]", "«c[max(a, b)] //= 2"), "to a variable before"),
    "two expressions": Refused(body("a «b", "return a"), "the end of the statement, but found 'b'"),
    "print as in Python 2": Refused(body("print «'a'", "return a"), "but found a string"),
    "else alone": Refused(body("«else: a = 1", "return a"), "expected an expression"),
    "no block": Refused("def f(a: int) -> int:\n«return a\n", "an indented block"),
    "too much indentation": Refused(body("a = 1", "  «a = 2", "return a"), "indented more"),
    "odd indentation": Refused(body("if a:", "        a = 1", "  «b = 2", "return a"), "a block"),
    "tabs and spaces": Refused("def f(a: int):\n\tb = 1\n        «return a\n", "only spaces"),
    "no colon": Refused(body("if a > «b", "    a = 1", "return a"), "expected ':'"),
    # definitions
    "*args": Refused("def f(*«args):\n    return 1\n", "take a list"),
    "**kwargs": Refused("def f(a: int, «**kwargs):\n    return 1\n", "by its name"),
    "type parameters": Refused("def f«[T](a: T) -> T:\n    return a\n", "type parameters"),
    "async def": Refused("«async def f():\n    return 1\n", "functions, classes"),
    "a decorator": Refused("«@torch.no_grad()\ndef f():\n    return 1\n", "decorators"),
    "two bases": Refused("class A(object«, B):\n    pass\n", "one base class"),
    "code outside": Refused("«x = 3\n", "functions, classes"),
    # expressions
    "lambda": Refused(body("g = «lambda x: x", "return a"), "a function with a name"),
    "yield": Refused(body("«yield a"), "return a list"),
    "await": Refused(body("return «await a"), "torch.jit.wait"),
    ":=": Refused(body("if (c «:= a) > b:", "    return c", "return a"), "in a statement before"),
    "a set": Refused(body("c = «{a, b}", "return a"), "no sets"),
    "a comprehension of a set": Refused(body("c = «{i for i in range(a)}", "return a"), "no sets"),
    "if in a comprehension": Refused(body("c = [i for i in range(a) «if i > b]"), "append"),
    "two loops in a comprehension": Refused(
        body("c = [i for i in range(a) «for j in range(b)]", "return a"), "one 'for'"
    ),
    "** in a dict": Refused(body("c = {'a': 1, «**d}", "return a"), "update()"),
    "** in a call": Refused(body("return max(a, «**d)"), "name=value"),
    "* in an index": Refused(body("return a[«*b]"), "cannot unpack"),
    "* alone": Refused(body("c = «*a", "return a"), "a comma behind it"),
    "plus in front": Refused(body("return «+a"), "leave it out"),
    "not behind plus": Refused(body("return a + «not b"), "brackets"),
    "a name before a value": Refused(body("return max(a=a, «b)"), "must come before"),
    "a chain in a chain": Refused(body("return int(a < «max(0 < a < b, b) < 3)"), "to a variable"),
    "no else": Refused(body("return (a if b«)"), "'else'"),
    "an empty index": Refused(body("return a[«]"), "an index"),
    "an open bracket": Refused(body("return max«(a, b"), "is not closed"),
    "another bracket": Refused(body("return max(a, b«]"), "expected ')'"),
    "a closed bracket": Refused(body("return a«)"), "no open bracket"),
    # names
    "a set by its name": Refused(body("return len(«set([a, b]))"), "keys"),
    "map": Refused(body("return sum(«map(abs, [a, b]))"), "a comprehension"),
    "open": Refused(body("with «open('x') as c:", "    pass", "return a"), "as an argument"),
    "type": Refused(body("return a if «type(a) is int else b"), "isinstance"),
    "super": Refused("class A:\n    def __init__(self):\n        «super().__init__()\n", "leave"),
    "numpy": Refused(body("return «np.maximum(a, b)"), "operators of torch"),
    "the class of a warning": Refused(body("warnings.warn('x', «UserWarning)"), "only its message"),
    "an own exception": Refused("class A(«Exception):\n    pass\n", "another of Python's own"),
    # literals
    "a format": Refused(body("c = f'{a«:.2f}'", "return a"), "no formats"),
    "a conversion": Refused(body("c = f'{a«!r}'", "return a"), "no conversions"),
    "= in a format string": Refused(body("c = f'{a «= }'", "return a"), "x={x}"),
    "an empty field": Refused(body("c = f'{«}'", "return a"), "expected an expression"),
    "a single brace": Refused(body("c = f'{a} «}'", "return a"), "'}}'"),
    "an open field": Refused(body("c = «f'{a", "return a"), "in the same line"),
    "bytes": Refused(body("c = «b'x'", "return a"), "no bytes"),
    "a named character": Refused(body("c = '«\\N{DASH}'", "return a"), "the character itself"),
    "a short escape": Refused(body("c = 'é«\\x4'", "return a"), "2 hexadecimal digits"),
    "half a pair": Refused(body("c = '«\\ud800'", "return a"), "not the number of a character"),
    "an open string": Refused(body("c = «'x", "return a"), "in the same line"),
    "an open long string": Refused(body("c = «'''x", "return a"), "expected '''"),
    "an open format string": Refused(body("c = «f'x{a}", "return a"), "in the same line"),
    "leading zeros": Refused(body("return «007"), "0o7"),
    "two underscores": Refused(body("return «1__0"), "between two digits"),
    "letters behind a number": Refused(body("return «5x"), "directly by a name"),
    "a prefix alone": Refused(body("return «0x"), "must follow the prefix"),
    "a digit of another base": Refused(body("return «0b12"), "another digit"),
    "a large int": Refused(body("return «0xFFFFFFFFFFFFFFFF"), "64 bits"),
    # characters
    "quotes of a text processor": Refused(body("c = «“x”", "return a"), "'“' (U+201C)"),
    "a dash": Refused(body("größe = 1 «– a", "return a"), "'–' (U+2013)"),
    "an emoji in a name": Refused(body("c«😀 = 1", "return a"), "U+1F600"),
    "a control character": Refused(body("return «\x01"), "U+0001"),
    "a dollar": Refused(body("return «$a"), "'$'"),
}
