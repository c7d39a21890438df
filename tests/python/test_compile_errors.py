"""Source that does not compile: the error names the line and what is wrong."""

from __future__ import annotations

import pytest

from torchsharp_py import (
    ScriptCompileError,
    UnknownOperatorError,
    jit,
)

ENUM = "class E(Enum):\n"


TUPLE = "class N(NamedTuple):\n"


CLASS = "class A:\n"


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("class A(B):\n    def f(self):\n        pass\n", 1, "cannot inherit.*'A'"),
        ("\nclass A(torch.nn.Module):\n    def f(self):\n        pass\n", 2, "Module.*script it"),
        ("@torch.jit.script\ndef f(x):\n    return x\n", 1, "decorators"),
        (CLASS + "    @property\n    def x(self) -> int:\n        return 1\n", 2, "decorators"),
        (CLASS + "    def f(self):\n        pass\n\n    @staticmethod\n", 5, "decorators"),
        ("import torch\nimport numpy as np\n", 2, "'numpy'"),
        ("from . import x\n", 1, "package"),
        ("from math import *\n", 1, "name what to import"),
        ("import\n", 1, "expected a name"),
        ("def f(x: Foo):\n    return x\n", 1, "Foo"),
        (ENUM + "    A = 1\n    B = 'x'\n", 3, "values of the same type"),
        (ENUM + "    A = 1\n    B = 2.0\n", 3, "values of the same type"),
        (ENUM + "    A = True\n", 2, "an int, a float or a string"),
        (ENUM + "    A = auto()\n", 2, "an int, a float or a string"),
        (ENUM + "    A = [1]\n", 2, "an int, a float or a string"),
        (ENUM + "    A = 99999999999999999999\n", 2, "64 bit"),
        (ENUM + "    'only a docstring'\n", 1, "needs at least one member"),
        (ENUM + "    pass\n", 1, "needs at least one member"),
        (ENUM + "    A = B = 1\n", 2, "one name"),
        (ENUM + "    A = 1\n    A = 2\n", 3, "'A' is defined twice"),
        (
            ENUM + "    A = 1\n    def f(self) -> int:\n        return 1\n",
            3,
            "members with a value",
        ),
        (TUPLE + "    x = 3\n", 2, "fields with a type"),
        (TUPLE + "    x: int = 3\n    y: int\n", 3, "'y' has no default"),
        (TUPLE + "    x: int\n    x: float\n", 3, "'x' is defined twice"),
        (TUPLE + "    x: int = 3.5\n", 2, "int"),
        (TUPLE + "    x: int = y\n", 2, "y"),
        (TUPLE + "    x.y: int\n", 2, "one name"),
        (TUPLE + "    x: Foo\n", 2, "Foo"),
        (TUPLE + "    x: Optional[N]\n", 1, "'N' depends on itself"),
        (
            "class N(NamedTuple):\n    x: M\nclass M(NamedTuple):\n    x: N\n",
            1,
            "depends on itself",
        ),
        (CLASS + "    x: int\n", 2, "set attributes in __init__"),
        (CLASS + "    def __init__(self):\n        self.x = A()\n", 3, "recursive"),
        ("def f(x: int) -> int:\n    return f(x)\n", 2, "recursive"),
        (
            "def f(x: int) -> int:\n    return g(x)\ndef g(x: int) -> int:\n    return f(x)\n",
            4,
            "recurs",
        ),
        ("def f(x):\n    return x\n\ndef f(x):\n    return x\n", 4, "'f' is defined twice"),
        ("def f(x):\n    return x\nclass f:\n    pass\n", 3, "'f' is defined twice"),
        ("x = 3\n", 1, "functions, classes"),
        ("def f(x):\n    return x\nprint(f)\n", 3, "functions, classes"),
        ("async def f(x):\n    return x\n", 1, "functions, classes"),
        ("def f(x):\n    return torch.nn.functional.relu(x)\n", 2, "torch.nn is Python code"),
        (
            "from torch.nn import functional as F\ndef f(x):\n    return F.relu(x)\n",
            3,
            "Python code",
        ),
        ("def f(x):\n    return torch.jit.load('x')\n", 2, "'torch.jit.load'"),
        ("def f(x: float) -> float:\n    return math.relu(x)\n", 2, "'math.relu'"),
        ("def f(x):\n    return numpy.sin(x)\n", 2, "numpy"),
        ("def f(x", 1, "is not closed"),
        ("def f(x):\n    return '''abc\n", 2, "is not closed"),
        ("def f(x: int):\n\ty = 1\n        return x\n", 3, "indent"),
        ("def f(x):\n    return \x01\n", 2, r"U\+0001"),
        ("class", 1, "expected a name"),
        ("class A(", 1, "is not closed"),
    ],
)
def test_errors_name_the_line(source: str, line: int, words: str) -> None:
    with pytest.raises(ScriptCompileError, match=f"(?s){words}") as caught:
        jit.compile(source)
    assert caught.value.line == line


def test_an_unknown_operator() -> None:
    with pytest.raises(UnknownOperatorError, match="no_such"):
        jit.compile("def f(x):\n    return torch.ops.aten.no_such(x)\n")
    with pytest.raises(UnknownOperatorError, match="linalg_no_such") as caught:
        jit.compile("def f(x):\n    return torch.linalg.no_such(x)\n")
    assert "load_library" not in str(caught.value)  # no library has an operator of torch


def test_an_unknown_operator_of_a_library() -> None:
    with pytest.raises(UnknownOperatorError, match=r"(?s)mine::such.*ops\.load_library") as caught:
        jit.compile("def f(x):\n    return torch.ops.mine.such(x)\n")
    assert (caught.value.line, caught.value.column) == (2, 12)


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("def f(x: int) -> int:\n    z = (1 if x > 0\n else\n      'a')\n    return z\n", (2, 10)),
        ("def f(x: int) -> int:\n    if x > 1:\n        return 1\n", (1, 5)),
        ("x", (1, 1)),
        ("def f(x: int):\n    if x > 1:\n", (2, 13)),
        ("def f(x: int):\n    return x +", (2, 14)),
    ],
)
def test_places_over_several_lines_and_at_the_end(source: str, place: tuple[int, int]) -> None:
    with pytest.raises(ScriptCompileError) as caught:
        jit.compile(source)
    assert (caught.value.line, caught.value.column) == place
