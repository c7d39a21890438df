"""A model that starts tasks."""

from __future__ import annotations

import torch
from torch import Tensor, nn


def squared(x: Tensor) -> Tensor:
    return torch.mm(x, x)


class Tasks(nn.Module):
    """Two tasks that run beside the caller; only the tasks multiply matrices."""

    def forward(self, x: Tensor) -> Tensor:
        first = torch.jit.fork(squared, x)
        second = torch.jit.fork(squared, x)
        return torch.sigmoid(torch.jit.wait(first) + torch.jit.wait(second))
