"""torch.nn.utils.rnn of C# packs and pads as PyTorch's does."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import Tensor
from torch.nn.utils import rnn as theirs

from tests.dotnet.dotnet_programs import needs_dotnet
from torchsharp_py import dotnet

pytestmark = needs_dotnet

LENGTHS = [3, 5, 1, 5]
SORTED = sorted(LENGTHS, reverse=True)


@pytest.fixture(scope="module")
def rnn() -> Any:
    """The C# class torch.nn.utils.rnn."""
    dotnet.load()
    from TorchSharpPy import torch as csharp

    return csharp.nn.utils.rnn


def sequences(lengths: list[int], *rest: int) -> list[Tensor]:
    generator = torch.Generator().manual_seed(4)
    return [torch.randn(length, *rest, generator=generator) for length in lengths]


def clr_list(parts: list[Tensor]) -> Any:
    """Tensors as an array of C#."""
    from System import Array
    from TorchSharpPy import torch as csharp

    return Array[csharp.Tensor](parts)


def assert_same(ours: Any, expected: theirs.PackedSequence) -> None:
    for name in ("data", "batch_sizes", "sorted_indices", "unsorted_indices"):
        wanted = getattr(expected, name)
        got = getattr(ours, name)
        assert (got is None) == (wanted is None), name
        assert wanted is None or torch.equal(got, wanted), name


@pytest.mark.parametrize("side", ["right", "left"])
@pytest.mark.parametrize("batch_first", [False, True])
def test_padding_agrees(rnn: Any, batch_first: bool, side: str) -> None:
    given = sequences(LENGTHS, 2)
    expected = theirs.pad_sequence(given, batch_first, -1.5, side)
    assert torch.equal(rnn.pad_sequence(clr_list(given), batch_first, -1.5, side), expected)


@pytest.mark.parametrize("enforce_sorted", [True, False])
@pytest.mark.parametrize("batch_first", [False, True])
@pytest.mark.parametrize("rest", [(), (2,), (2, 3)], ids=str)
def test_packing_padded_agrees(
    rnn: Any, rest: tuple[int, ...], batch_first: bool, enforce_sorted: bool
) -> None:
    lengths = SORTED if enforce_sorted else LENGTHS
    padded = theirs.pad_sequence(sequences(lengths, *rest), batch_first)
    counts = torch.tensor(lengths, dtype=torch.int32)
    ours = rnn.pack_padded_sequence(padded, counts, batch_first, enforce_sorted)
    assert_same(ours, theirs.pack_padded_sequence(padded, counts, batch_first, enforce_sorted))
    ours.Dispose()


@pytest.mark.parametrize("batch_first", [False, True])
@pytest.mark.parametrize("total_length", [None, 7])
@pytest.mark.parametrize("enforce_sorted", [True, False])
def test_packing_and_back_agrees(
    rnn: Any, enforce_sorted: bool, total_length: int | None, batch_first: bool
) -> None:
    given = sequences(SORTED if enforce_sorted else LENGTHS, 2)
    packed = rnn.pack_sequence(clr_list(given), enforce_sorted)
    expected = theirs.pack_sequence(given, enforce_sorted)
    assert_same(packed, expected)
    ours = rnn.pad_packed_sequence(packed, batch_first, 0.5, total_length)
    padded, lengths = theirs.pad_packed_sequence(expected, batch_first, 0.5, total_length)
    assert torch.equal(ours.Item1, padded)
    assert torch.equal(ours.Item2, lengths)
    again = list(rnn.unpack_sequence(packed))
    assert [one.tolist() for one in again] == [one.tolist() for one in given]
    packed.Dispose()


def test_gradients_flow_through_packing(rnn: Any) -> None:
    ours = [one.requires_grad_() for one in sequences(LENGTHS, 2)]
    expected = [one.requires_grad_() for one in sequences(LENGTHS, 2)]
    for packed in (rnn.pack_sequence(clr_list(ours), False), theirs.pack_sequence(expected, False)):
        torch.autograd.backward(packed.data.square().sum())
    for one, other in zip(ours, expected, strict=True):
        assert one.grad is not None
        assert other.grad is not None
        assert torch.equal(one.grad, other.grad)


@pytest.mark.parametrize(
    ("lengths", "enforce_sorted", "message"),
    [
        ([1, 2, 3], True, "must not increase, but 2 follows 1"),
        ([3, 2, 0], True, "from 1 to the 4 elements"),
        ([5, 2, 1], True, "from 1 to the 4 elements .*, but one is 5"),
        ([3, -1, 2], False, "but one is -1"),
        ([3, 2], True, r"for each of the 3 sequences.*\[2\]"),
        ([3.0, 2.0, 1.0], True, "Float32"),
        ([], True, r"integers of the shape \[3\]"),
    ],
)
def test_bad_lengths_are_argument_errors(
    rnn: Any, lengths: list[float], enforce_sorted: bool, message: str
) -> None:
    from System import ArgumentException

    with pytest.raises(ArgumentException, match=message):
        rnn.pack_padded_sequence(torch.zeros(4, 3, 2), torch.tensor(lengths), False, enforce_sorted)


def test_other_bad_input_is_an_argument_error(rnn: Any) -> None:
    from System import ArgumentException

    packed = rnn.pack_sequence(clr_list(sequences(SORTED, 2)))
    with pytest.raises(ArgumentException, match="at least that of the longest sequence, 5"):
        rnn.pad_packed_sequence(packed, False, 0.0, 4)
    packed.Dispose()
    with pytest.raises(ArgumentException, match='"right" or "left", not "up"'):
        rnn.pad_sequence(clr_list(sequences(SORTED)), False, 0.0, "up")
    with pytest.raises(ArgumentException, match="at least 1 dimension"):
        rnn.pad_sequence(clr_list([torch.tensor(1.0)]))


@pytest.mark.parametrize("batch_first", [False, True])
def test_unpadded_sequences_may_be_empty(rnn: Any, batch_first: bool) -> None:
    padded = torch.arange(24.0).reshape(4, 3, 2)
    lengths = torch.tensor([0, 4, 2])
    if batch_first:
        padded = padded.transpose(0, 1)
    expected = theirs.unpad_sequence(padded.clone(), lengths, batch_first)  # it transposes
    result = list(rnn.unpad_sequence(padded, lengths, batch_first))
    assert [one.tolist() for one in result] == [one.tolist() for one in expected]
    assert [one.shape for one in result] == [one.shape for one in expected]
