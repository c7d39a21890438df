"""Trains a model with an optimizer of torch, and prints the loss of every step as JSON.

``python train.py training.pt Adam ours`` trains the TorchScript module that torchsharp_py loads;
``... torch`` builds the same module from the same seed and needs only PyTorch.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy
from torch.utils.data import DataLoader, TensorDataset

ROWS, BATCH, EPOCHS = 256, 32, 5

# L-BFGS compares gradients of different steps, which must come from the same rows.
LBFGS_EPOCHS = 20

# The largest relative difference of two losses: the optimizers of Python and C++ round differently
# (one rounding of float32 is 6e-8), and the differences grow with the steps.
TOLERANCE = 2e-6

OPTIONS: dict[str, dict[str, Any]] = {
    "SGD": {"lr": 0.1, "momentum": 0.9},
    "Adam": {"lr": 0.01},
    "AdamW": {"lr": 0.01, "weight_decay": 0.05},
    "RMSprop": {"lr": 0.005, "momentum": 0.5, "centered": True},
    "Adagrad": {"lr": 0.05},
    "LBFGS": {"lr": 0.1, "max_iter": 2},
}


def make_data() -> tuple[Tensor, Tensor]:
    """Points, and the classes that a random matrix assigns them to."""
    torch.manual_seed(1)
    x = torch.randn(ROWS, 8)
    return x, (x @ torch.randn(8, 3)).argmax(1)


def train(module: Any, name: str) -> list[float]:
    """Trains a module.

    Args:
        module: A module that takes a tensor.
        name: The name of the optimizer.

    Returns:
        The loss before each step.
    """
    x, y = make_data()
    optimizer = getattr(torch.optim, name)(module.parameters(), **OPTIONS[name])
    batch, epochs = (ROWS, LBFGS_EPOCHS) if name == "LBFGS" else (BATCH, EPOCHS)
    loader = DataLoader(TensorDataset(x, y), batch, shuffle=True)
    losses = []
    for _ in range(epochs):
        for inputs, classes in loader:

            def closure(inputs: Tensor = inputs, classes: Tensor = classes) -> Tensor:
                optimizer.zero_grad()
                loss = cross_entropy(module(inputs), classes)
                loss.backward()
                return loss

            losses.append(float(optimizer.step(closure).detach()))
    return losses


def main(path: str, name: str, kind: str) -> None:
    """Prints the losses."""
    if kind == "torch":
        from model import make_model

        module: Any = make_model()
    else:
        from torchsharp_py import jit

        module = jit.load(path)
    print(json.dumps(train(module, name)))


if __name__ == "__main__":
    main(*sys.argv[1:])
