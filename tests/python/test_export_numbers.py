"""Programs compute numbers as Python does, up to the ends of what 64 bits hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn

from tests.models import exporting
from torchsharp_py import ScriptRuntimeError, export

LEAST, MOST = -(2**63), 2**63 - 1
NUMBERS = [LEAST, LEAST + 1, -7, -1, 0, 1, 7, MOST - 1, MOST]
OPERATORS: dict[str, Callable[[int], int]] = {
    "n % 3": lambda n: n % 3,
    "n % -3": lambda n: n % -3,
    "n % -1": lambda n: n % -1,
    "n // 3": lambda n: n // 3,
    "n // -3": lambda n: n // -3,
    "n // -1": lambda n: n // -1,
    "n + 1": lambda n: n + 1,
    "n - 1": lambda n: n - 1,
    "n * 2": lambda n: n * 2,
    "-n": lambda n: -n,
}


class Computes(nn.Module):
    """A number from a number."""

    def __init__(self, compute: Callable[[int], int]) -> None:
        super().__init__()
        self.compute = compute

    def forward(self, x: Tensor) -> int:
        return self.compute(x.item())  # type: ignore[arg-type]


@pytest.mark.parametrize("name", OPERATORS)
def test_numbers_are_those_of_python(name: str) -> None:
    compute = OPERATORS[name]
    program = export.load(exporting.exported(Computes(compute), (torch.tensor(5),)))
    for number in NUMBERS:
        expected = compute(number)
        if LEAST <= expected <= MOST:
            assert program(torch.tensor(number)) == expected, number
        else:
            with pytest.raises(ScriptRuntimeError, match="64 bits"):
                program(torch.tensor(number))
