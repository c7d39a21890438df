"""Rows of training: a whole step, and the steps of optimizers alone."""

from __future__ import annotations

from budget import Budget, Row
from measure import Case, calls

_WEIGHTS = {"small": "a small MLP", "large": "two 1024 x 1024 weights"}
_BUDGETS = {"small": 0.5, "large": 1.02}


def _step(size: str, name: str) -> Row:
    return Row(
        f"step-{size}-{name}",
        f"C# {name} step of {_WEIGHTS[size]} / PyTorch",
        calls(Case("csharp", f"step_{size}_{name}"), Case("python", f"torch_step_{size}_{name}")),
        Budget(_BUDGETS[size]),
    )


TRAINING_ROWS = (
    Row(
        "training-step",
        "C# training step / PyTorch training step",
        calls(Case("csharp", "training_step"), Case("python", "torch_training_step")),
    ),
    *(_step(size, name) for size in _WEIGHTS for name in ("SGD", "Adam", "RMSprop", "RAdam")),
)
