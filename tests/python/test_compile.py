"""Compilation units."""

from __future__ import annotations

import pytest
import torch

from torchsharp_py import UnknownMethodError, jit

SOURCE = """
def double(x):
    return x * 2

def quadruple(x):
    return double(double(x))

def repeat(text: str, times: int = 2) -> str:
    joined = ""
    for _ in range(times):
        joined = joined + text
    return joined
"""


def test_functions_are_attributes_and_may_call_each_other(x: torch.Tensor) -> None:
    unit = jit.compile(SOURCE)
    reference = torch.jit.CompilationUnit(SOURCE)
    assert unit.functions == ["double", "quadruple", "repeat"]
    assert torch.equal(unit.quadruple(x), reference.quadruple(x))
    assert torch.equal(unit.invoke("double", x), reference.double(x))
    assert unit.repeat("ab") == "abab"
    assert unit.repeat("ab", times=3) == "ababab"
    assert str(unit.schema("repeat")) == "repeat(str text, int times=2) -> str"


def test_a_function_outlives_its_unit(x: torch.Tensor) -> None:
    double = jit.compile(SOURCE).double
    assert torch.equal(double(x), x * 2)


def test_an_unknown_function_lists_the_functions() -> None:
    with pytest.raises(UnknownMethodError, match="double, quadruple, repeat"):
        jit.compile(SOURCE).invoke("triple")
