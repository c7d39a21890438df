"""Batches of C# are those of torch.utils.data.DataLoader, in the same order from the same seed."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import Tensor
from torch.utils.data import DataLoader, TensorDataset

from tests.dotnet import csharp_assembly
from tests.dotnet.dotnet_programs import needs_dotnet

pytestmark = needs_dotnet

X = torch.arange(22.0).view(11, 2)
Y = torch.arange(11)


@pytest.fixture(scope="module")
def csharp() -> Any:
    csharp_assembly.load()
    from TorchSharpPy.Tests import TrainingFromPython

    return TrainingFromPython


def epochs(batches: Any, count: int) -> list[Tensor]:
    """All tensors of some epochs, and the generator's next numbers."""
    seen = [tensor for _ in range(count) for batch in batches() for tensor in batch]
    return [*seen, torch.rand(1)]


def same(ours: list[Tensor], theirs: list[Tensor]) -> bool:
    return len(ours) == len(theirs) and all(map(torch.equal, ours, theirs))


@pytest.mark.parametrize("drop_last", [False, True])
@pytest.mark.parametrize("shuffle", [False, True])
@pytest.mark.parametrize("batch_size", [1, 3, 11, 20])
def test_the_order_is_pythons(csharp: Any, batch_size: int, shuffle: bool, drop_last: bool) -> None:
    theirs = DataLoader(TensorDataset(X, Y), batch_size, shuffle=shuffle, drop_last=drop_last)
    torch.manual_seed(7)
    expected = epochs(lambda: theirs, 2)
    torch.manual_seed(7)
    ours = csharp.Loader([X, Y], batch_size, shuffle, drop_last, None)
    assert ours.Count == len(theirs)
    assert same(epochs(lambda: csharp.Epoch(ours), 2), expected)


def test_the_order_is_pythons_with_a_generator(csharp: Any) -> None:
    from TorchSharpPy import torch as cs

    generator = torch.Generator().manual_seed(5)
    theirs = DataLoader(TensorDataset(X, Y), 4, shuffle=True, generator=generator)
    ours = csharp.Loader([X, Y], 4, True, False, cs.Generator().manual_seed(5))
    assert same(epochs(lambda: csharp.Epoch(ours), 3)[:-1], epochs(lambda: theirs, 3)[:-1])
