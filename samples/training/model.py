"""The model that the training samples train: it sorts points into three classes."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import torch
from torch import Tensor, nn

SEED = 7
FEATURES, HIDDEN, CLASSES = 8, 32, 3


class Net(nn.Module):
    """Scores for each class, [N, 8] -> [N, 3]."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden = nn.Linear(FEATURES, HIDDEN)
        self.scores = nn.Linear(HIDDEN, CLASSES)

    def forward(self, x: Tensor) -> Tensor:
        return self.scores(torch.tanh(self.hidden(x)))


def make_model() -> Net:
    """The model, with weights from the seed."""
    torch.manual_seed(SEED)
    return Net()


def write_model(path: str | Path) -> Path:
    """Scripts the model and saves it.

    Args:
        path: The path for the TorchScript archive.

    Returns:
        The path as a :class:`~pathlib.Path`.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "`torch.jit")
        torch.jit.save(torch.jit.script(make_model()), str(path))
    return Path(path)


if __name__ == "__main__":
    print(write_model(sys.argv[1] if len(sys.argv) > 1 else "training.pt"))
