"""Deeply nested source is an error, and never a stack overflow."""

from __future__ import annotations

import threading

import pytest

from torchsharp_py import (
    ScriptCompileError,
    jit,
)


def nested(opening: str, closing: str, depth: int) -> str:
    return f"def f(x: int) -> int:\n    y = {opening * depth}x{closing * depth}\n    return x\n"


def blocks(depth: int) -> str:
    lines = [" " * (i + 1) + "if x > 0:" for i in range(depth)]
    return "\n".join(
        ["def f(x: int) -> int:", *lines, " " * (depth + 1) + "x = 1", " return x", ""]
    )


def arms(count: int) -> str:
    lines = [f"    elif x == {i}:\n        x = {i}" for i in range(count)]
    return "\n".join(
        ["def f(x: int) -> int:\n    if x < 0:\n        x = 1", *lines, "    return x", ""]
    )


@pytest.mark.parametrize(
    "source",
    [
        nested("(", ")", 10_000),
        nested("[", "]", 10_000),
        nested("f(", ")", 10_000),
        nested("-", "", 10_000),
        nested("1 if x > 0 else ", "", 10_000),
        nested("x + ", "", 10_000),
        nested("x ** ", "", 10_000),
        nested("x < ", "", 10_000),
        "def f(x: " + "List[" * 10_000 + "int" + "]" * 10_000 + ") -> int:\n    return 1\n",
        nested("(", " + x" * 900 + ")", 20),
        nested("(" + "-" * 3 + "~~~", " & x" * 3 + ")", 190),
        nested("(x | x + x * -x ** ", " * x + x | x)", 120),
        nested("max(x < x, ", ")", 10_000),
        nested("x < ", " and x < x < x", 300),
        "def f(x: int) -> str:\n    return " + "f'{" * 300 + "x" + "}'" * 300 + "\n",
        "(" * 100_000,
        blocks(1000),
        arms(10_000),
    ],
    ids=lambda source: f"{source[32:60]}, {len(source)}",
)
def test_deep_nesting_is_an_error(source: str) -> None:
    with pytest.raises(ScriptCompileError, match=r"more than|nested"):
        jit.compile(source)


def test_common_source_is_not_too_deep() -> None:
    assert jit.compile(nested("(", ")", 150)).f(3) == 3
    assert jit.compile(nested("x + ", "", 900)).f(3) == 3
    assert jit.compile(arms(150)).f(7) == 7
    wide = "abs(x + x) * (x - x) + " * 200
    assert jit.compile(nested(wide, "", 1)).f(7) == 7
    long = "def f() -> int:\n    y = [" + "1, " * 20_000 + "1]\n    return len(y)\n"
    assert jit.compile(long).f() == 20_001


def chain(count: int, kind: str) -> list[str]:
    if kind == "functions":
        ends = f"def f{count}(x: int) -> int:\n    return x\n"
        return [f"def f{i}(x: int) -> int:\n    return f{i + 1}(x)\n" for i in range(count)] + [
            ends
        ]
    body = "class C{}:\n    def __init__(self):\n        self.x = {}\n"
    return [body.format(i, f"C{i + 1}()") for i in range(count)] + [body.format(count, "1")]


@pytest.mark.parametrize("kind", ["functions", "classes"])
def test_definitions_that_use_later_ones(kind: str) -> None:
    jit.compile("".join(chain(20, kind)))
    jit.compile("".join(reversed(chain(100, kind))))
    with pytest.raises(ScriptCompileError, match="define a name above"):
        jit.compile("".join(chain(500, kind)))


def test_a_small_stack_is_enough_for_the_deepest() -> None:
    """A thread with a megabyte of stack reaches each limit."""
    sources = [nested("(", ")", 198), nested("x + ", "", 990), blocks(190), arms(190)]
    sources.append(
        nested("(not not ", " & x & x)", 190).replace("x: int)", "x: bool)").replace("int", "bool")
    )
    sources.append(nested("(x if x > 0 else ", " + x)", 190))
    sources.append(nested("x < ", "", 100))  # each is an 'and'
    sources.append(nested("x < ", "", 100).replace("x\n", "x" + " and x > 1" * 170 + "\n", 1))
    sources.append("def f(x: int) -> str:\n    return " + "f'{" * 60 + "x" + "}'" * 60 + "\n")
    sources += ["".join(chain(500, "functions")), "".join(chain(500, "classes"))]
    failures: list[BaseException] = []

    def compile_all() -> None:
        for source in sources:
            try:
                jit.compile(source)
            except ScriptCompileError as error:
                if "define a name above" not in str(error):
                    failures.append(error)

    before = threading.stack_size(1 << 20)
    try:
        thread = threading.Thread(target=compile_all)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    assert not failures
