"""What people write in Python, each construct as a function ``f`` and its arguments."""

from __future__ import annotations

from typing import Any, NamedTuple

import torch

HEADER = """\
import math
import warnings
from typing import Dict, List, Optional, Tuple

import torch
from torch import Tensor

"""


class Construct(NamedTuple):
    """A function to compile, and what to call it with.

    Attributes:
        body: The lines of the source after the imports.
        calls: The arguments of each call.
        scriptable: Whether ``torch.jit.script`` takes it too.
    """

    body: str
    calls: tuple[tuple[Any, ...], ...]
    scriptable: bool = True


X = torch.arange(12.0).reshape(3, 4)
MASK = torch.tensor([True, False, True, False])
OTHER = torch.tensor([True, True, False, False])


def int_function(*lines: str) -> str:
    """The source of a function of an int and two more, which returns an int."""
    return "def f(a: int, b: int, c: int) -> int:\n" + "".join(f"    {line}\n" for line in lines)


def text_function(*lines: str) -> str:
    """The source of a function of an int and a text, which returns a text."""
    return "def f(a: int, s: str) -> str:\n" + "".join(f"    {line}\n" for line in lines)


def tensor_function(*lines: str) -> str:
    """The source of a function of a tensor, which returns one."""
    return "def f(x: Tensor) -> Tensor:\n" + "".join(f"    {line}\n" for line in lines)


INTS = ((3, 5, 2), (-4, 0, 7), (1, 1, 1))
TEXTS = ((3, "käse"), (-1, ""))
BOOLS = tuple((a, b, c) for a in (True, False) for b in (True, False) for c in (True, False))


def ints(*lines: str) -> Construct:
    return Construct(int_function(*lines), INTS)


def texts(*lines: str) -> Construct:
    return Construct(text_function(*lines), TEXTS)


def bools(expression: str) -> Construct:
    body = f"def f(a: bool, b: bool, c: bool) -> bool:\n    return {expression}\n"
    return Construct(body, BOOLS)


def tensors(*lines: str) -> Construct:
    return Construct(tensor_function(*lines), ((X,),))


EVERYDAY: dict[str, Construct] = {
    # exceptions
    "raise ValueError": ints("if a < 0:", "    raise ValueError('negative')", "return a"),
    "raise without brackets": ints("if a < b: raise KeyError", "return a")._replace(
        scriptable=False  # it does not name the class
    ),
    "raise with a format string": ints("if a < b:", "    raise KeyError(f'{a} < {b}')", "return a"),
    "raise from None": ints("if a < b:", "    raise TypeError('x') from None", "return a"),
    "assert": ints("assert a > 0", "return a"),
    "assert with a message": ints("assert a > 0, f'{a} is not positive'", "return a"),
    "assert not None": Construct(
        "def f(a: Optional[int]) -> int:\n    assert a is not None\n    return a + 1\n",
        ((2,), (None,)),
    ),
    "warnings.warn": ints("warnings.warn('unusual')", "return a"),
    # statements and lines
    "if in one line": ints("if a > b: return c", "return a"),
    "if, elif and else in one line": ints(
        "if a > b: c += 1", "elif a == b: c = 7", "else: c -= 1", "return c"
    ),
    "for in one line": ints("for i in range(abs(a)): c += i", "return c"),
    "while in one line": ints("while c < 50: c = c * 2 + 1", "return c"),
    "with in one line": Construct(
        "def f(x: Tensor) -> bool:\n    with torch.no_grad(): y = x * 2\n"
        "    return y.requires_grad\n",
        ((torch.ones(1, requires_grad=True),),),
    ),
    "with in brackets": Construct(
        "def f(x: Tensor) -> bool:\n    with (torch.no_grad() as a, torch.no_grad()): y = x * 2\n"
        "    with (torch.no_grad()):\n        z = y * x\n"
        "    return y.requires_grad or z.requires_grad\n",
        ((torch.ones(1, requires_grad=True),),),
    ),
    "with enable_grad": Construct(
        "def f(x: Tensor) -> Tuple[bool, bool]:\n"
        "    with torch.no_grad():\n        y = x * 2\n"
        "        with torch.enable_grad(): z = x * 3\n"
        "    return y.requires_grad, z.requires_grad\n",
        ((torch.ones(1, requires_grad=True),),),
        scriptable=False,
    ),
    "function in one line": Construct("def f(a: int) -> int: return a + 1\n", ((1,),)),
    "semicolons": ints("a = a + 1; b = b * 2; return a + b + c"),
    "a semicolon at the end": ints("a = 1;", "return a + b;"),
    "semicolons in one line with if": ints("if a > b: a = 0; b = 1", "return a + b"),
    "lines that go on": ints("d = a + \\", "    b", "return (d", "  + c", "    )"),
    "comments": ints("# first", "d = a  # type: ignore", "      # deep", "return d  # last"),
    "a docstring": ints('"""Adds.', "", "  No indentation here.", '"""', "return a + b"),
    "pass": ints("if a > b:", "    pass", "return a"),
    "an ellipsis as a body": ints("if a > b:", "    ...", "return a")._replace(scriptable=False),
    "break and continue": ints(
        "d = 0",
        "for i in range(10):",
        "    if i == c: continue",
        "    if i > 6: break",
        "    d += i",
        "return d",
    ),
    "tabs": Construct(
        "def f(a: int) -> int:\n\tif a > 1:\n\t\treturn 0\n\treturn a\n", ((1,), (2,))
    ),
    "lines of Windows": Construct(
        "def f(a: int) -> str:\r\n    if a > 1:\r\n        return '''x\r\ny'''\r\n"
        "    return ''\r\n",
        ((1,), (2,)),
    ),
    # numbers
    "1_000": ints("return 1_000 + a"),
    "other bases": ints("return 0xFF + 0o17 + 0b1_01 + 0X_fF + a"),
    "floats": Construct(
        "def f(a: float) -> float:\n    return a + 1. + .5 + 1e-3 + 1_0.2_5 + 2E+2\n", ((1.5,),)
    ),
    "imaginary numbers": Construct("def f(a: float) -> complex:\n    return a + 2.5j\n", ((1.0,),)),
    "infinity": Construct("def f(a: float) -> float:\n    return a * 1e999\n", ((-1.0,),)),
    "the least int": ints("return -9223372036854775808 + abs(a)")._replace(scriptable=False),
    # strings
    "a format string": texts("return f'{a} of {s}'"),
    "a format string of expressions": texts("return f\"{a + 1}, {s.strip()} and {'x' + s}\""),
    "a format string with braces": texts("return f'{{{a}}} {{' + s"),
    "a format string with empty braces": texts("return f'{{}} {a}'")._replace(scriptable=False),
    "a format string without fields": texts("return f'{{x}}' + s"),
    "a format string over lines": texts('return f"""{a}', "  {s}", '"""'),
    "joined format strings": texts("return f'{a}' ' {a} ' f'{s}' r'\\n'"),
    "a raw format string": texts("return rf'\\d{a}\\n' + fR'\\{s}'"),
    "a dict in a format string": texts("d = {'k': a}", "return f\"{d['k']}{s}\""),
    "nested format strings": texts("return f\"<{f'[{a}]'}>\" + s"),
    "a raw string": texts("return r'\\n\\w' + R\"\\'\" + s"),
    "escapes": texts("return '\\x41\\u00e9\\U0001F600\\t\\101\\0\\'\\\\' + s"),
    "a string that goes on": texts("return 'one \\", "two' + s"),
    "strings side by side": texts("return 'a' \"b\" '''c''' + s"),
    "other letters in strings": texts("return 'größer – 大' + s"),
    "format and percent": texts("return '{} {}'.format(a, s) + '%s-%d' % (s, a)"),
    "methods of strings": texts(
        "return '-'.join((s + ' x y').split(' ')).strip().replace('x', 'z')"
    ),
    # names
    "other letters in names": Construct(
        "def f(größe: int, δx: int = 2) -> int:\n    näher = größe + δx\n"
        "    return näher * größe\n",
        ((3,), (3, 4)),
    ),
    "match as a name": ints("match = a + 1", "type = match", "case = type", "return case + match"),
    # operators
    "or before and": bools("a or b and c"),
    "and before or": bools("a and b or c"),
    "not before and": bools("not a and b or not c"),
    "not before a comparison": bools("not a == b"),
    "is not and not in": Construct(
        "def f(a: Optional[int], b: List[int]) -> bool:\n"
        "    return a is  not None and 3 not  in b or (1 in b) is not True\n",
        ((None, [3]), (1, [4]), (None, [1])),
    ),
    "a chain of comparisons": Construct(
        "def f(a: int, b: int, c: int) -> bool:\n    return a < b <= c != 7 or 0 < a < 5\n", INTS
    ),
    "minus and power": ints("return int(-a ** 2 + 2 ** -1 ** 2 + -2 ** 2)"),
    "nested conditions": ints("return 1 if a > b else 2 if b > c else 3"),
    "a condition in a sum": ints("return a + (b if a > b else c)"),
    "bits": ints("return a | b ^ c & 6 << 1 >> 1"),
    "bits of masks": Construct(
        "def f(a: Tensor, b: Tensor) -> Tensor:\n    return ~a & b | a ^ ~b\n", ((MASK, OTHER),)
    ),
    "division": ints("return a // c + a % c"),
    "a matrix product": tensors("return x @ x.t() @ x"),
    # assignments
    "a swap": ints("a, b = b, a", "return a - b"),
    "several targets": ints("d = e = a + b", "return d * e"),
    "a starred target": Construct(
        "def f(a: Tuple[int, int, int]) -> Tuple[int, int]:\n    b, *c = a\n    return b, c[1]\n",
        (((1, 2, 3),),),
    ),
    "augmented assignments": ints("a += 1; a -= b; a *= c", "a |= 8; a &= 12; a ^= 3", "return a"),
    "augmented % and //": ints("a %= 7; b //= c", "return a * 10 + b")._replace(scriptable=False),
    "augmented operators of tensors": Construct(
        "def f(x: Tensor, d: List[int]) -> Tensor:\n"
        "    y = x\n    y //= 2; y %= -3; y @= x.t()\n    d[0] %= 4; d[-1] //= 2\n"
        "    return torch.cat([x.flatten(), y.flatten(), torch.tensor(d)])\n",
        ((X, [-5, 7]),),
        scriptable=False,
    ),
    "an annotated variable": ints("d: List[int] = []", "d.append(a)", "return d[0]"),
    "assignments to elements": tensors(
        "x = x.clone()", "x[0, 1:] = 5", "x[1:, ...] *= 2", "return x"
    ),
    "del": Construct(
        "def f(d: Dict[str, int]) -> int:\n    del d['a'], d['b']\n    return len(d)\n",
        (({"a": 1, "b": 2, "c": 3},),),
    ),
    # containers
    "trailing commas": Construct(
        "def f(\n    a: int,\n    b: int,\n) -> Tuple[List[int], Dict[int, int], Tuple[int]]:\n"
        "    return [a, b,], {a: b,}, (a,)\n",
        ((1, 2),),
    ),
    "slices": tensors("return x[1:, ::2][..., None][:-1, -1] + x[-1][:1]"),
    "a comprehension": ints("return sum([i * b for i in range(abs(a))])"),
    "a comprehension of pairs": Construct(
        "def f(d: Dict[str, int]) -> List[int]:\n    return [len(k) + v for k, v in d.items()]\n",
        (({"a": 1, "bb": 2},),),
    ),
    "a comprehension in another one": ints(
        "return len([[i * j for j in range(3)] for i in range(2)])"
    ),
    "a comprehension of a dict": Construct(
        "def f(a: List[int]) -> Dict[int, str]:\n    return {k: str(k) for k in a}\n", (([1, 2],),)
    ),
    "a generator": ints("return sum(i * b for i in range(4))"),
    "any and all": Construct(
        "def f(a: List[int]) -> bool:\n"
        "    return any([x > 2 for x in a]) and all([x > 0 for x in a])\n",
        (([1, 2],), ([1, 3],), ([0, 3],)),
    ),
    "enumerate and zip": Construct(
        "def f(a: List[int], b: List[int]) -> int:\n    s = 0\n"
        "    for i, (x, y) in enumerate(zip(a, b)):\n        s += i * x * y\n    return s\n",
        (([1, 2], [3, 4]),),
    ),
    "a loop over a dict": Construct(
        "def f(d: Dict[str, int]) -> str:\n    s = ''\n"
        "    for k, v in d.items(): s += k + str(v)\n    return s\n",
        (({"a": 1, "bb": 2},),),
    ),
    # parameters and types
    "defaults": Construct(
        "def f(a: int, b: int = -2, c: Optional[float] = None) -> float:\n"
        "    return float(a + b) if c is None else c\n",
        ((1,), (1, 2, 3.5)),
    ),
    "parameters by name only": Construct(
        "def f(a: int, *, b: int = 3) -> int:\n    return a * b\n", ((2,),), scriptable=False
    ),
    "a slash in the parameters": Construct(
        "def f(a: int, /, b: int) -> int:\n    return a - b\n", ((1, 2),), scriptable=False
    ),
    "types in a comment": Construct(
        "def f(a, b):\n    # type: (int, List[int]) -> int\n    return a + b[0]\n", ((1, [2]),)
    ),
    "newer types": Construct(
        "def f(a: 'int', b: list[int], c: int | None) -> tuple[int, int]:\n"
        "    return a + b[0], 0 if c is None else c\n",
        ((1, [2], None), (1, [2], 3)),
    ),
    "isinstance": Construct(
        "def f(a: Optional[int]) -> int:\n    return a if isinstance(a, int) else -1\n",
        ((2,), (None,)),
    ),
    "math": Construct(
        "def f(a: float) -> float:\n    return math.sqrt(a) + math.pi + math.floor(a)\n", ((2.5,),)
    ),
    "keyword arguments": tensors("return torch.sum(x, dim=1, keepdim=True).clamp(min=7)"),
    "unpacked arguments": tensors("s = (1, 0)", "return x.permute(*s)"),
}
