"""Writes the models that the programs of this folder run: ``python export_models.py FOLDER``.

``regression.pt`` maps a number to its square root, ``shapes.pt`` an image to what is drawn on it.
Both are trained here, in seconds.
"""

from __future__ import annotations

import argparse
import warnings
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

SIDE = 32
LABELS = ["circle", "cross", "frame", "square", "stripes", "triangle"]


class Shapes(nn.Module):
    """Tells what is drawn on images of 32 x 32 pixels: (N, 3, 32, 32) to scores (N, 6)."""

    def __init__(self) -> None:
        super().__init__()
        self.labels = LABELS
        self.body = nn.Sequential(
            *(nn.Conv2d(3, 8, 5, stride=2), nn.ReLU(), nn.Conv2d(8, 16, 3, stride=2), nn.ReLU()),
            *(nn.Flatten(), nn.Linear(16 * 6 * 6, len(LABELS))),
        )

    def forward(self, images: Tensor) -> Tensor:
        return self.body(images)


def draw(kind: str, generator: torch.Generator) -> Tensor:
    """Draws a shape of random size, place and color: (3, 32, 32), from 0 to 1."""

    def random(low: float, high: float) -> float:
        return low + (high - low) * torch.rand((), generator=generator).item()

    radius = random(6, 11)
    y, x = torch.meshgrid(torch.arange(SIDE), torch.arange(SIDE), indexing="ij")
    x = x - random(radius, SIDE - radius)
    y = y - random(radius, SIDE - radius)
    box = torch.maximum(x.abs(), y.abs())
    inside = {
        "circle": x**2 + y**2 < radius**2,
        "cross": (torch.minimum(x.abs(), y.abs()) < radius / 4) & (box < radius),
        "frame": (box < radius) & (box > radius * 0.7),
        "square": box < radius,
        "stripes": (box < radius) & (y.remainder(4) < 2),
        "triangle": (y < radius) & (y > -radius) & (x.abs() < (y + radius) / 2),
    }[kind]
    front, back = torch.rand(2, 3, 1, 1, generator=generator)
    back = back * 0.5
    return torch.where(inside, 0.5 + front * 0.5, back)


def train_shapes(steps: int = 150) -> nn.Module:
    generator = torch.Generator().manual_seed(0)
    model = Shapes()
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    for _ in range(steps):
        classes = torch.randint(len(LABELS), (32,), generator=generator)
        images = torch.stack([draw(LABELS[i], generator) for i in classes])
        loss = F.cross_entropy(model(images), classes)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model


def train_regression(steps: int = 500) -> nn.Module:
    model = nn.Sequential(nn.Linear(1, 32), nn.Tanh(), nn.Linear(32, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
    x = torch.linspace(0, 4, 200).unsqueeze(1)
    for _ in range(steps):
        loss = F.mse_loss(model(x), x.sqrt())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model


def export(folder: Path) -> None:
    """Trains the models and writes them as TorchScript."""
    torch.manual_seed(0)
    folder.mkdir(parents=True, exist_ok=True)
    for name, model in (("regression", train_regression()), ("shapes", train_shapes())):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            torch.jit.save(torch.jit.script(model.eval()), folder / f"{name}.pt")
        print(f"wrote {folder / name}.pt")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Writes the models of the sample programs.")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    export(parser.parse_args().folder)
