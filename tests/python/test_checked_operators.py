"""Operators that read outside their inputs in libtorch are checked here, also inside models."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from typing import Any

import pytest
import torch

from torchsharp_py import jit

CTC = """
def loss(x: Tensor, targets: Tensor, inputs: Tensor, lengths: Tensor) -> Tensor:
    return torch.ctc_loss(x, targets, inputs, lengths)

def raw(x: Tensor, targets: Tensor, inputs: List[int], lengths: List[int]) -> Tensor:
    return torch._ctc_loss(x, targets, inputs, lengths)[0]
"""

STEPS, BATCH, CLASSES = 6, 2, 4
INPUTS = torch.full((BATCH,), STEPS)
LENGTHS = torch.tensor([2, 3])


def log_probs() -> torch.Tensor:
    return torch.randn(STEPS, BATCH, CLASSES).log_softmax(2).requires_grad_()


def targets(flat: bool, dtype: torch.dtype = torch.int64) -> torch.Tensor:
    rows = torch.tensor([[1, 2, -1], [3, 1, 2]], dtype=dtype)  # -1 pads
    return torch.cat([rows[0, :2], rows[1]]) if flat else rows


@pytest.mark.parametrize("dtype", [torch.int32, torch.int64])
@pytest.mark.parametrize("flat", [True, False])
@pytest.mark.parametrize("wrong", [-1, CLASSES, 2**30, -(2**30)])
def test_a_target_class_of_ctc_loss_is_checked(wrong: int, flat: bool, dtype: torch.dtype) -> None:
    unit = jit.compile(CTC)
    right = targets(flat, dtype)
    changed = right.clone()
    changed.view(-1)[1] = wrong
    calls: list[Any] = [
        lambda t: unit.loss(log_probs(), t, INPUTS, LENGTHS),
        lambda t: unit.raw(log_probs(), t, INPUTS.tolist(), LENGTHS.tolist()),
        lambda t: torch.nn.functional.ctc_loss(log_probs(), t, INPUTS, LENGTHS),
    ]
    for call in calls:
        result = call(right)
        result.sum().backward()
        assert result.isfinite().all()
        with pytest.raises(
            (RuntimeError, IndexError), match=f"class {wrong} of sequence 0 .*0 to 3"
        ):
            call(changed)


def test_other_mistakes_of_ctc_loss_keep_their_errors() -> None:
    unit = jit.compile(CTC)
    mistakes = (
        (targets(False), INPUTS, torch.tensor([2, 4])),
        (targets(True), INPUTS, torch.tensor([3, 3])),
        (targets(False), INPUTS, torch.tensor([-2, 3])),
        (targets(False), INPUTS, torch.tensor([2, 2**62])),
        (targets(False)[:1], INPUTS, LENGTHS),
        (torch.tensor(1), INPUTS, LENGTHS),
        (targets(False), INPUTS + 1, LENGTHS),
    )
    for arguments in mistakes:
        with pytest.raises(RuntimeError):
            unit.loss(log_probs(), *arguments)


MANY = 10**9


def pooled(places: torch.Tensor, shape: tuple[int, ...]) -> list[tuple[Any, ...]]:
    """Calls of the operators with places in an input of that shape, and the operators' names."""
    plane = len(shape) - 2
    x, gradient = torch.randn(shape), torch.randn(places.shape)
    window = ([2] * plane, [2] * plane, [0] * plane, [1] * plane, False)
    return [
        (f"max_pool{plane}d_with_indices_backward", gradient, x, *window, places),
        (f"adaptive_max_pool{plane}d_backward", gradient, x, places),
    ]


@pytest.mark.parametrize("shape", [(2, 3, 4, 4), (2, 3, 4, 4, 4)])
@pytest.mark.parametrize("wrong", [-2, 10**9, -(10**9)])
def test_places_of_a_pool_are_checked(shape: tuple[int, ...], wrong: int) -> None:
    pool = torch.nn.functional.max_pool2d if len(shape) == 4 else torch.nn.functional.max_pool3d
    x = torch.randn(shape, requires_grad=True)
    result, places = pool(x, 2, return_indices=True)
    for (name, gradient, *rest), _ in zip(pooled(places, shape), range(2), strict=True):
        expected = torch.autograd.grad(result, x, gradient, retain_graph=True)[0]
        operator = getattr(torch.ops.aten, name)
        torch.testing.assert_close(operator(gradient, *rest), expected)
        into = torch.empty(shape)
        operator.grad_input(gradient, *rest, grad_input=into)
        torch.testing.assert_close(into, expected)
        changed = places.clone()
        changed.view(-1)[5] = wrong
        with pytest.raises(IndexError, match=f"indices has the value {wrong}.*-1 to"):
            operator(gradient, *rest[:-1], changed)
        with pytest.raises(RuntimeError, match="indices has the shape"):
            operator(gradient, *rest[:-1], places[:1])
        with pytest.raises(RuntimeError, match="grad_output has the shape"):
            operator(torch.cat([gradient, gradient]), *rest[:-1], torch.cat([places, places]))


SEGMENTS = """
def reduced(x: Tensor, how: str, lengths: Optional[Tensor], offsets: Optional[Tensor],
            axis: int, unsafe: bool) -> Tensor:
    return torch.segment_reduce(x, how, lengths=lengths, offsets=offsets, axis=axis, unsafe=unsafe)
"""


@pytest.mark.parametrize("unsafe", [True, False])
@pytest.mark.parametrize("how", ["sum", "mean", "max", "min", "prod"])
def test_segments_are_checked(how: str, unsafe: bool) -> None:
    reduced = jit.compile(SEGMENTS).reduced
    x = torch.rand(2, 5, 3).requires_grad_()
    lengths, offsets = torch.tensor([[2, 3], [1, 4]]), torch.tensor([[0, 2, 5], [0, 1, 5]])
    first = reduced(x, how, lengths, None, 1, unsafe)
    second = reduced(x, how, None, offsets, 1, unsafe)
    parts = [[x[i, a:b] for a, b in pairwise(o)] for i, o in enumerate(offsets)]
    function = {"max": torch.amax, "min": torch.amin}.get(how, getattr(torch, how))
    expected = torch.stack([torch.stack([function(p, 0) for p in row]) for row in parts])
    for result in (first, second):
        torch.testing.assert_close(result, expected)
        gradient = torch.rand(result.shape)
        ours, theirs = (
            torch.autograd.grad(r, x, gradient, retain_graph=True)[0] for r in (result, expected)
        )
        torch.testing.assert_close(ours, theirs)
    wrong: list[tuple[torch.Tensor | None, torch.Tensor | None]] = [
        (torch.tensor([[2, MANY], [1, 4]]), None),
        (torch.tensor([[-2, 7], [1, 4]]), None),
        (torch.tensor([[5, 5], [1, 4]]), None),
        (torch.tensor([[2, 3]]), None),
        (None, torch.tensor([[0, 2, MANY], [0, 1, 5]])),
        (None, torch.tensor([[-MANY, 2, 5], [0, 1, 5]])),
        (None, torch.tensor([[0, 5, 2], [0, 1, 5]])),
        (None, torch.tensor([[0, 2, 5]])),
        (None, torch.empty(2, 0, dtype=torch.int64)),
    ]
    for arguments in wrong:
        with pytest.raises((RuntimeError, IndexError), match=r"lengths|offsets"):
            reduced(x, how, *arguments, 1, unsafe)
    backward = torch.ops.aten._segment_reduce_backward
    gradient = torch.ones(2, 2, 3)
    for output, length in (
        (gradient, torch.tensor([[2, MANY], [1, 4]])),
        (gradient[:, :1], lengths),
        (gradient[..., :1], lengths),
    ):
        with pytest.raises((RuntimeError, IndexError), match="segment_reduce"):
            backward(output, output, x.detach(), how, lengths=length, axis=1)


@pytest.mark.parametrize("mode", ["sum", "mean", "max"])
def test_bags_are_checked(mode: str) -> None:
    weight = torch.randn(5, 3, requires_grad=True)
    indices = torch.tensor([0, 4, 2, 1])
    offsets = torch.tensor([0, 1, 3])
    result = torch.nn.functional.embedding_bag(indices, weight, offsets, mode=mode)
    function = {"sum": torch.sum, "mean": torch.mean, "max": torch.amax}[mode]
    expected = torch.stack([function(weight[i], 0) for i in ([0], [4, 2], [1])])
    torch.testing.assert_close(result, expected)
    gradient = torch.rand(result.shape)
    ours, theirs = (torch.autograd.grad(r, weight, gradient)[0] for r in (result, expected))
    torch.testing.assert_close(ours, theirs)
    for wrong in (-5, 5, MANY, -MANY):
        for frozen in (weight, weight.detach()):
            changed = torch.tensor([0, wrong, 3])
            with pytest.raises((RuntimeError, IndexError), match=f"offsets.*{wrong}"):
                torch.nn.functional.embedding_bag(indices, frozen, changed, mode=mode)


def test_what_a_backward_of_bags_gets_is_checked() -> None:
    dense = torch.ops.aten._embedding_bag_dense_backward
    scales = torch.ops.aten._embedding_bag_per_sample_weights_backward
    zero, far, gradient = torch.tensor([0]), torch.tensor([MANY]), torch.ones(1, 2)
    for indices, bags in ((far, zero), (zero, far), (-far, zero), (zero, -far)):
        with pytest.raises(IndexError, match="embedding_bag"):
            dense(gradient, indices, bags, torch.tensor([1]), zero, 3, False, 0, None)
        with pytest.raises(IndexError, match="embedding_bag"):
            scales(gradient, torch.ones(3, 2), indices, zero, bags, 0)
    with pytest.raises(RuntimeError, match="bag_size"):
        dense(torch.ones(2, 2), zero, zero, torch.tensor([1]), zero, 3, False, 0, None)
    with pytest.raises(IndexError, match="maximum_indices"):
        dense(gradient, zero, zero, torch.tensor([1]), torch.full((1, 2), MANY), 3, False, 2, None)


def test_the_replacement_is_silent() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import torch, torchsharp_py"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("", "")
