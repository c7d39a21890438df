"""Writes what the programs named transfer train on: ``python backbone.py backbone.pt``.

It trains a network to read the digits 0 to 4, and scripts the part that finds features of images.
"""

from __future__ import annotations

import sys
import warnings

import torch
from digit_images import draw
from torch import nn
from torch.nn import functional as F

FEATURES, STEPS, BATCH = 64, 60, 64


def train_backbone() -> nn.Module:
    """Images (N, 1, 16, 16) to features (N, 64)."""
    torch.manual_seed(1)
    backbone = nn.Sequential(
        *(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Conv2d(8, 16, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()),
    )
    model = nn.Sequential(backbone, nn.Linear(FEATURES, 5))
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
    for _ in range(STEPS):
        images, digits = draw(BATCH, digits=5)
        optimizer.zero_grad()
        F.cross_entropy(model(images), digits).backward()
        optimizer.step()
    return backbone.eval()


def write_backbone(path: str) -> None:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "`torch.jit")
        torch.jit.save(torch.jit.script(train_backbone()), path)


if __name__ == "__main__":
    torch.set_num_threads(1)  # the model is too small for more
    write_backbone(sys.argv[1] if len(sys.argv) > 1 else "backbone.pt")
