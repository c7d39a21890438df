"""Saves programs of ``torch.export``, loads them here, and compares what they do."""

from __future__ import annotations

import copy
import io
from typing import TYPE_CHECKING, Any

import torch
from torch.utils import _pytree as pytree

from torchsharp_py import export

if TYPE_CHECKING:
    from torchsharp_py import jit


def saved(program: torch.export.ExportedProgram) -> bytes:
    """The bytes of a file with the program."""
    file = io.BytesIO()
    torch.export.save(program, file)
    return file.getvalue()


def loaded(program: torch.export.ExportedProgram) -> jit.ScriptModule:
    """The program, saved and loaded."""
    return export.load(saved(program))


def leaves(value: Any) -> list[Any]:
    """Tensors, numbers and text of a result, in order, whatever holds them."""
    return [
        each.detach() if isinstance(each, torch.Tensor) else each
        for each in pytree.tree_leaves(value)
    ]


def assert_same(ours: Any, theirs: Any, tolerance: float = 0) -> None:
    """Compares values and types. Without a tolerance, bit by bit: the same operators ran."""
    ours, theirs = leaves(ours), leaves(theirs)
    assert [type(each) for each in ours] == [type(each) for each in theirs]
    for mine, other in zip(ours, theirs, strict=True):
        if isinstance(mine, torch.Tensor):
            torch.testing.assert_close(mine, other, rtol=tolerance, atol=tolerance, equal_nan=True)
            assert mine.requires_grad == other.requires_grad
        else:
            assert mine == other


def copied(value: Any) -> Any:
    """A copy of arguments, which are called with more than once."""
    return pytree.tree_map(
        lambda each: (
            each.detach().clone().requires_grad_(each.requires_grad)
            if isinstance(each, torch.Tensor)
            else copy.deepcopy(each)
        ),
        value,
    )


def called(module: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, Any]:
    """The result with a seed of its own, and the arguments afterwards."""
    args, kwargs = copied(args), copied(kwargs)
    torch.manual_seed(1)
    result = module(*args, **kwargs)
    return result, (args, kwargs)


def assert_runs_alike(
    ours: Any,
    theirs: Any,
    args: tuple[Any, ...],
    kwargs: dict[str, Any] | None = None,
    tolerance: float = 0,
) -> None:
    """Two modules return the same, and leave their arguments alike."""
    result, given = called(ours, args, kwargs or {})
    expected, wanted = called(theirs, args, kwargs or {})
    assert_same(result, expected, tolerance)
    assert_same(given, wanted, tolerance)
