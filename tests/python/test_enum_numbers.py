"""Numbers of dtypes, layouts and memory formats that do not exist, for operators of a model.

TorchScript takes them for ints, and libtorch reads beyond its tables for them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from torchsharp_py import ScriptValueError, jit

SOURCE = """
def cast(x, dtype: int):
    return x.to(dtype)

def cast_if(x, dtype: Optional[int]):
    if dtype is not None:
        x = x.to(dtype)
    return x

def cast_later(x, dtype: int):
    return torch.jit.wait(torch.jit.fork(cast, x, dtype))

def outer(x, dtype: int):
    return cast(x, dtype)

def lay_out(x, layout: int):
    return torch.zeros([2], layout=layout)

def format(x, memory_format: int):
    return x.contiguous(memory_format=memory_format)

def constant(x):
    return x.to(200)

def optional(x, dtype: Optional[int] = None):
    return torch.zeros_like(x, dtype=dtype)

def optional_to(x, dtype: Optional[int] = None):
    return x.to(dtype)

def with_a_default(x, dtype: int = -1):
    if dtype >= 0:
        x = x.to(dtype)
    return x
"""


@pytest.fixture(scope="module")
def unit() -> jit.CompilationUnit:
    return jit.compile(SOURCE)


class Inner(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.dtype = torch.float64

    def forward(self, x: Tensor) -> Tensor:
        return x.to(self.dtype)


class Choosing(Inner):
    """Has a meaning of its own for a number that is not a dtype."""

    def forward(self, x: Tensor) -> Tensor:
        if self.dtype < 0:
            self.dtype = 7
        return x.to(self.dtype)


class Outer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.inner = Inner()

    def forward(self, x: Tensor) -> Tensor:
        return self.inner(x)


x = torch.ones(2)


def refused(call: Callable[[], Any], text: str) -> None:
    with pytest.raises(ScriptValueError, match=text):
        call()


@pytest.mark.parametrize("number", [-1, 60, 127, 128, 200, 2**31, -(2**63)])
def test_a_dtype_that_a_caller_gives_is_checked(unit: jit.CompilationUnit, number: int) -> None:
    for name in ("cast", "cast_if", "cast_later", "outer", "optional", "optional_to"):
        function = getattr(unit, name)
        assert function(x, 7).dtype == torch.float64  # the number of float64
        refused(lambda function=function: function(x, number), f"ScalarType, .* not {number}")
    for name in ("cast_if", "optional", "optional_to"):
        assert getattr(unit, name)(x, None).dtype == torch.float32


def test_code_may_have_a_meaning_of_its_own_for_a_number(unit: jit.CompilationUnit) -> None:
    assert unit.with_a_default(x).dtype == torch.float32
    assert unit.with_a_default(x, 7).dtype == torch.float64
    net = jit.wrap(torch.jit.script(Choosing()))
    net.dtype = -1
    assert net(x).dtype == torch.float64


def test_layouts_and_memory_formats_are_checked(unit: jit.CompilationUnit) -> None:
    refused(lambda: unit.lay_out(x, 99), "'layout' .* not 99")
    refused(lambda: unit.format(x, -7), "'memory_format' .* not -7")


def test_a_constant_is_checked(unit: jit.CompilationUnit) -> None:
    for _ in range(2):
        refused(lambda: unit.constant(x), r"not 200 \(a constant\)")


def test_an_attribute_is_checked_as_it_is_at_the_call() -> None:
    net = jit.wrap(torch.jit.script(Outer()))
    assert net(x).dtype == torch.float64
    net.inner.dtype = 200
    refused(lambda: net(x), r"not 200 \(the attribute 'inner.dtype'\)")
    net.inner.dtype = 6
    assert net(x).dtype == torch.float32
