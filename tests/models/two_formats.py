"""A model that is written as TorchScript and as an exported program."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class Net(nn.Module):
    """Layers with parameters and a buffer."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Linear(4, 8)
        self.last = nn.Linear(8, 3)
        self.register_buffer("scale", torch.tensor([1.0, 2.0, 3.0]))

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.last(torch.tanh(self.first(x))) * self.scale
        return result
