"""Tensors of one element as numbers: what ``torch.jit`` takes, without what would lose a part."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from torchsharp_py import ScriptTypeError, jit

SOURCE = "\n".join(
    f"def {name}_(x: {name}) -> {name}:\n    return x\n"
    for name in ("bool", "int", "float", "complex")
)
DTYPES = (
    torch.bool,
    torch.uint8,
    torch.int8,
    torch.int16,
    torch.int32,
    torch.int64,
    torch.float16,
    torch.bfloat16,
    torch.float32,
    torch.float64,
    torch.complex64,
)
INTEGRAL = frozenset(DTYPES[:6])


def fits(kind: str, dtype: torch.dtype) -> bool:
    if kind == "bool":
        return dtype == torch.bool
    if kind == "int":
        return dtype in INTEGRAL
    return kind == "complex" or not dtype.is_complex


@pytest.mark.parametrize("kind", ["bool", "int", "float", "complex"])
@pytest.mark.parametrize("shape", [(), (1,), (1, 1)], ids=str)
def test_one_element_is_a_number_if_nothing_of_it_is_lost(kind: str, shape: tuple[int]) -> None:
    ours = getattr(jit.compile(SOURCE), f"{kind}_")
    theirs = getattr(torch.jit.CompilationUnit(SOURCE), f"{kind}_")
    for dtype in DTYPES:
        x = torch.full(shape, 1, dtype=dtype)
        if fits(kind, dtype):
            value = ours(x)
            assert (type(value), value) == (type(theirs(x)), theirs(x))
        else:
            name = str(dtype).removeprefix("torch.")
            with pytest.raises(ScriptTypeError, match=f"must be {kind}, not a Tensor of {name}, "):
                ours(x)


def test_the_refusal_says_what_is_wrong() -> None:
    unit = jit.compile(SOURCE)
    cases: list[tuple[Any, torch.Tensor, str]] = [
        (unit.int_, torch.tensor(2.0), "a Tensor of float32, which is not integral"),
        (unit.bool_, torch.tensor(1), "a Tensor of int64, which is not bool"),
        (unit.float_, torch.tensor(1j), "a Tensor of complex64, which is not real"),
        (unit.int_, torch.tensor([1, 2]), "a Tensor with 2 elements"),
        (unit.bool_, torch.tensor([]), "a Tensor with 0 elements"),
        (unit.int_, torch.empty((), dtype=torch.int64, device="meta"), "on the device meta"),
    ]
    for call, x, reason in cases:
        with pytest.raises(ScriptTypeError, match=reason):
            call(x)


def test_optional_values_and_elements_are_numbers_too() -> None:
    unit = jit.compile(
        "def maybe(x: Optional[bool]) -> bool:\n    return x is None or x\n"
        "def every(xs: List[bool]) -> bool:\n    return all(xs)\n"
        "def either(x: Union[int, Tensor]) -> bool:\n    return isinstance(x, Tensor)\n"
    )
    true, false = torch.tensor(True), torch.tensor(False)
    assert (unit.maybe(true), unit.maybe(false), unit.maybe(None)) == (True, False, True)
    assert (unit.every([true, True]), unit.every([true, false])) == (True, False)
    assert unit.either(torch.tensor(3))


def test_a_tensor_with_a_gradient_is_a_number_as_well() -> None:
    x = torch.tensor(2.5, requires_grad=True)
    assert jit.compile(SOURCE).float_(x) == 2.5
