"""How tests compare what two implementations return."""

from __future__ import annotations

from typing import Any

import torch


def same(a: Any, b: Any) -> bool:
    """Equality of nested values, bit exact for tensors and exact in type."""
    if isinstance(a, torch.Tensor):
        return isinstance(b, torch.Tensor) and a.dtype == b.dtype and torch.equal(a, b)
    if isinstance(a, (tuple, list)):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    return type(a) is type(b) and bool(a == b)


def same_named(ours: Any, theirs: Any) -> bool:
    """Equality of two iterables of (name, tensor), in order."""
    ours, theirs = list(ours), list(theirs)
    return [name for name, _ in ours] == [name for name, _ in theirs] and all(
        torch.equal(a, b) for (_, a), (_, b) in zip(ours, theirs, strict=True)
    )
