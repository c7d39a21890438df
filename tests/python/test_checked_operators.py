"""Operators that read outside their inputs in libtorch are checked here, also inside models."""

from __future__ import annotations

import subprocess
import sys
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


def test_the_replacement_is_silent() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import torch, torchsharp_py"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("", "")
