"""The names that compiled source may use: imports, spellings of types, torch and built-ins."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
import torch

from torchsharp_py import (
    ScriptCompileError,
    ScriptRuntimeError,
    jit,
)

X = torch.tensor([1.0, -2.0, 0.5])


def test_imports_bind_names() -> None:
    source = """
'''A docstring.'''
from __future__ import annotations
import math as m, torch.linalg as la
from typing import (
    List,  # with a comment
    Optional,
)
from math import sqrt as root, pi
import torch as t
from torch import float64

def f(x: List[float], y: t.Tensor) -> float:
    return root(x[0]) + m.floor(pi) + float(la.vector_norm(y)) + t.ones(1, dtype=float64).item()
"""
    assert jit.compile(source).f([4.0], torch.tensor([3.0, 4.0])) == 2.0 + 3 + 5.0 + 1.0


@pytest.mark.parametrize(
    ("raised", "name", "message"),
    [
        ("ValueError('not ' + str(x))", "builtins.ValueError", "not 3"),
        ("KeyError()", "builtins.KeyError", ""),
        ("NotImplementedError('a', x)", "builtins.NotImplementedError", "(a, 3)"),
        ("RuntimeError", "builtins.RuntimeError", ""),
    ],
)
def test_exceptions_are_raised(raised: str, name: str, message: str) -> None:
    source = f"def f(x: int) -> int:\n    if x > 0:\n        raise {raised}\n    return x\n"
    own = jit.compile(source)
    assert own.f(0) == 0
    with pytest.raises(ScriptRuntimeError) as caught:
        own.f(3)
    assert (caught.value.raised, caught.value.message) == (name, message)
    with pytest.raises(torch.jit.Error) as theirs:
        torch.jit.CompilationUnit(source).f(3)
    assert str(theirs.value).endswith(f"{name if '(' in raised else raised}: {message}\n")


def test_an_own_definition_hides_an_exception() -> None:
    source = "def KeyError(x: int) -> int:\n    return x + 1\n"
    assert jit.compile(source + "def f(x: int) -> int:\n    return KeyError(x)\n").f(1) == 2


def test_the_newer_spellings_of_types() -> None:
    source = "def f(x: list[int], y: dict[str, int], z: int | None) -> tuple[int, int]:\n"
    source += "    return x[0] + y['a'], 0 if z is None else z\n"
    assert jit.compile(source).f([1], {"a": 2}, 3) == (3, 3)


def test_types_may_be_in_quotes_qualified_and_renamed() -> None:
    source = """
import typing
from typing import List as L, Dict as D
from torch import Tensor as T
import torch as t

def f(x: "int", y: "Optional[Point]", z: Optional["Point"]) -> 'Point':
    return Point(x)

def g(x: typing.List[typing.Optional[int]], y: L[D[str, T]], z: L[t.Tensor]) -> Optional[int]:
    return x[0]

class Point:
    def __init__(self, x: "int"):
        self.x = x
"""
    own = jit.compile(source)
    assert own.f(3, None, None).x == 3
    assert own.g([4], [{"a": X}], [X]) == 4


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("def f(\n    x: 'Foo',\n):\n    return x\n", 2, "Foo"),
        ("def f(x):\n    return x\n\ndef g(x: 'Optional[A]'):\n    return x\n", 4, "A"),
        ("def f(x: 'List[int'):\n    return x\n", 1, "expected"),
        ("def f(x: '" + "List[" * 5000 + "int" + "]" * 5000 + "'):\n    return x\n", 1, "nested"),
        ("import typing\ndef f(x: typing.Such[int]):\n    return x\n", 2, "Such"),
        (
            "from typing import List as Dict, Dict as List\ndef f(x: List[int]):\n    return x\n",
            2,
            "",
        ),
    ],
)
def test_errors_in_spelled_types(source: str, line: int, words: str) -> None:
    with pytest.raises(ScriptCompileError, match=f"(?s){words}") as caught:
        jit.compile(source)
    assert caught.value.line == line


def test_classes_written_in_cpp() -> None:
    source = """
def make() -> torch.classes.profiling._ScriptProfile:
    return torch.classes.profiling._ScriptProfile()

def enable(profile: torch.classes.profiling._ScriptProfile) -> int:
    profile.enable()
    profile.disable()
    return 1
"""
    own = jit.compile(source)
    assert own.enable(own.make()) == 1
    with pytest.raises(ScriptCompileError, match="load the library") as caught:
        jit.compile("def f():\n    x = torch.classes.none.Such()\n")
    assert caught.value.line == 2


def test_without_the_frontend() -> None:
    """PYTORCH_JIT=0 disables Python's frontend, which compile does not use."""
    done = subprocess.run(
        [sys.executable, "-c", "from torchsharp_py import jit;" + _TWICE],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTORCH_JIT": "0"},
        check=True,
    )
    assert done.stdout.split() == ["6", "ScriptMethod"]


_TWICE = (
    "f = jit.compile('def f(x: int) -> int:\\n    return 2 * x\\n').f;print(f(3), type(f).__name__)"
)


def test_builtins_keep_their_names() -> None:
    """As in torch, 'abs' is the built-in inside the source, and the function outside."""
    source = "def abs(x: int) -> int:\n    return 7\ndef f(x: int) -> int:\n    return abs(x)\n"
    own, reference = jit.compile(source), torch.jit.CompilationUnit(source)
    assert (own.abs(-1), own.f(-1)) == (reference.abs(-1), reference.f(-1))
