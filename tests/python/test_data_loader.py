"""Batches of C# are those of torch.utils.data.DataLoader, in the same order from the same seed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Generator, Tensor
from torch.utils import data
from torch.utils.data import DataLoader, TensorDataset

from tests.dotnet import csharp_assembly
from tests.dotnet.dotnet_programs import needs_dotnet

pytestmark = needs_dotnet

X = torch.arange(22.0).view(11, 2)
Y = torch.arange(11)
WEIGHTS = [0.1, 0.9, 0.4, 0.7, 3.0, 0.6]


@pytest.fixture(scope="module")
def csharp() -> Any:
    csharp_assembly.load()
    from TorchSharpPy.Tests import DataFromPython

    return DataFromPython


class Squares(data.Dataset[dict[str, Tensor]]):
    """The dataset of the same name in DataFromPython."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, index: int) -> dict[str, Tensor]:
        root = torch.tensor(index, dtype=torch.float64)
        return {"root": root, "square": root.square()}


def epochs(batches: Any, count: int) -> list[Tensor]:
    """All tensors of some epochs, and the generator's next numbers."""
    seen = [tensor for _ in range(count) for batch in batches() for tensor in batch]
    return [*seen, torch.rand(1)]


def same(ours: list[Tensor], theirs: list[Tensor]) -> bool:
    return len(ours) == len(theirs) and all(map(torch.equal, ours, theirs))


@pytest.mark.parametrize("workers", [1, 3])
@pytest.mark.parametrize("drop_last", [False, True])
@pytest.mark.parametrize("shuffle", [False, True])
@pytest.mark.parametrize("batch_size", [1, 3, 11, 20])
def test_the_order_is_pythons(
    csharp: Any, batch_size: int, shuffle: bool, drop_last: bool, workers: int
) -> None:
    theirs = DataLoader(TensorDataset(X, Y), batch_size, shuffle=shuffle, drop_last=drop_last)
    torch.manual_seed(7)
    expected = epochs(lambda: theirs, 2)
    torch.manual_seed(7)
    ours = csharp.Loader([X, Y], batch_size, shuffle, drop_last, None, None, workers)
    assert ours.Count == len(theirs)
    assert same(epochs(lambda: csharp.Epoch(ours), 2), expected)


@pytest.mark.parametrize("given", ["generator", "seed"])
def test_the_order_is_pythons_with_a_generator_or_a_seed(csharp: Any, given: str) -> None:
    from TorchSharpPy import torch as cs

    generator = Generator().manual_seed(5)
    theirs = DataLoader(TensorDataset(X, Y), 4, shuffle=True, generator=generator)
    own = cs.Generator().manual_seed(5) if given == "generator" else None
    ours = csharp.Loader([X, Y], 4, True, False, own, None if own else 5)
    assert same(epochs(lambda: csharp.Epoch(ours), 3)[:-1], epochs(lambda: theirs, 3)[:-1])


@pytest.mark.parametrize("workers", [1, 3])
@pytest.mark.parametrize("shuffle", [False, True])
def test_batches_of_named_tensors_are_pythons(csharp: Any, shuffle: bool, workers: int) -> None:
    theirs = DataLoader(Squares(13), 4, shuffle=shuffle)
    torch.manual_seed(3)
    expected = epochs(lambda: [list(batch.values()) for batch in theirs], 2)
    torch.manual_seed(3)
    ours = csharp.Named(13, 4, shuffle, workers)
    assert ours.Count == len(theirs)
    assert same(epochs(lambda: csharp.Epoch(ours), 2), expected)


# A sampler of C#, and its twin; both get a generator of their language, or None.
SAMPLERS: dict[str, tuple[Callable[[Any, Any], Any], Callable[[Any], Any]]] = {
    "sequential": (lambda cs, g: cs.Sequential(9), lambda g: data.SequentialSampler(range(9))),
    "random": (
        lambda cs, g: cs.Random(9, False, None, g),
        lambda g: data.RandomSampler(range(9), generator=g),
    ),
    "random, several rounds": (
        lambda cs, g: cs.Random(9, False, 21, g),
        lambda g: data.RandomSampler(range(9), num_samples=21, generator=g),
    ),
    "random with replacement": (
        lambda cs, g: cs.Random(9, True, 70, g),
        lambda g: data.RandomSampler(range(9), True, 70, g),
    ),
    "random with replacement, whole rounds": (
        lambda cs, g: cs.Random(9, True, 64, g),
        lambda g: data.RandomSampler(range(9), True, 64, g),
    ),
    "subset": (
        lambda cs, g: cs.Subset([5, 1, 7, 7, 0], g),
        lambda g: data.SubsetRandomSampler([5, 1, 7, 7, 0], g),
    ),
    "weighted": (
        lambda cs, g: cs.Weighted(WEIGHTS, 20, True, g),
        lambda g: data.WeightedRandomSampler(WEIGHTS, 20, True, g),
    ),
    "weighted without replacement": (
        lambda cs, g: cs.Weighted(WEIGHTS, 5, False, g),
        lambda g: data.WeightedRandomSampler(WEIGHTS, 5, False, g),
    ),
}


@pytest.mark.parametrize("seeded", [False, True])
@pytest.mark.parametrize("name", sorted(SAMPLERS))
def test_samplers_are_pythons(csharp: Any, name: str, seeded: bool) -> None:
    from TorchSharpPy import torch as cs

    make, twin = SAMPLERS[name]
    ours = make(csharp, cs.Generator().manual_seed(2) if seeded else None)
    theirs = twin(Generator().manual_seed(2) if seeded else None)
    torch.manual_seed(1)
    expected = [list(theirs), list(theirs), torch.rand(1).item()]
    torch.manual_seed(1)
    found = [list(csharp.Indices(ours)), list(csharp.Indices(ours)), torch.rand(1).item()]
    assert found == expected
    assert ours.Count == len(theirs)


@pytest.mark.parametrize("drop_last", [False, True])
@pytest.mark.parametrize("batch_size", [1, 2, 3, 20])
def test_batches_of_a_sampler_are_pythons(csharp: Any, batch_size: int, drop_last: bool) -> None:
    make, twin = SAMPLERS["sequential"]
    ours = csharp.Batches(make(csharp, None), batch_size, drop_last)
    theirs = data.BatchSampler(twin(None), batch_size, drop_last)
    assert [list(batch) for batch in ours] == list(theirs)


@pytest.mark.parametrize("drop_last", [False, True])
@pytest.mark.parametrize("name", ["random", "subset", "weighted"])
def test_a_loader_takes_a_sampler(csharp: Any, name: str, drop_last: bool) -> None:
    make, twin = SAMPLERS[name]
    theirs = DataLoader(TensorDataset(X, Y), 4, sampler=twin(None), drop_last=drop_last)
    torch.manual_seed(4)
    expected = epochs(lambda: theirs, 2)
    torch.manual_seed(4)
    ours = csharp.Sampled([X, Y], 4, make(csharp, None), drop_last)
    assert ours.Count == len(theirs)
    assert same(epochs(lambda: csharp.Epoch(ours), 2), expected)


def test_a_shuffler_with_a_seed_has_the_order_of_randperm(csharp: Any) -> None:
    expected = torch.randperm(12, generator=Generator().manual_seed(8)).tolist()
    ours = csharp.Shuffler(12, 8)
    assert list(csharp.Indices(ours)) == expected
    assert list(csharp.Indices(ours)) == expected
    torch.manual_seed(8)
    assert list(csharp.Indices(csharp.Shuffler(12, None))) == expected


def test_samples_may_be_computed_in_python(csharp: Any) -> None:
    from System import Double, Func, Int64

    function = Func[Int64, Double](lambda index: index * 0.5)
    for workers in (1, 3):
        batches = csharp.Computed(function, 20, workers)
        assert [batch[0].item() for batch in batches] == [index * 0.5 for index in range(20)]
        for batch in batches:
            assert batch[0].item() == 0.0
            break  # the threads of this epoch still compute
