"""Writes the models that the programs of this folder run: ``python export_models.py FOLDER``.

``regression.pt`` maps a number to its square root, ``shapes.pt`` an image to what is drawn on it.
Both are trained here, in seconds. ``untrained.pt`` is the first one before its training.
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
            *(nn.Conv2d(3, 12, 5, stride=2), nn.ReLU(), nn.Conv2d(12, 24, 3, stride=2), nn.ReLU()),
            *(nn.Flatten(), nn.Linear(24 * 6 * 6, len(LABELS))),
        )

    def forward(self, images: Tensor) -> Tensor:
        return self.body(images)


def draw(classes: Tensor, generator: torch.Generator) -> Tensor:
    """Draws shapes of random sizes, places and colors.

    Args:
        classes: (N,) indices of LABELS.
        generator: Where the randomness comes from.

    Returns:
        (N, 3, 32, 32), from 0 to 1.
    """
    count = len(classes)
    radius = 6 + 5 * torch.rand(count, 1, 1, generator=generator)
    y, x = torch.meshgrid(torch.arange(SIDE), torch.arange(SIDE), indexing="ij")
    x = x - radius - (SIDE - 2 * radius) * torch.rand(count, 1, 1, generator=generator)
    y = y - radius - (SIDE - 2 * radius) * torch.rand(count, 1, 1, generator=generator)
    box = torch.maximum(x.abs(), y.abs())
    inside = {
        "circle": x**2 + y**2 < radius**2,
        "cross": (torch.minimum(x.abs(), y.abs()) < radius / 4) & (box < radius),
        "frame": (box < radius) & (box > radius * 0.7),
        "square": box < radius,
        "stripes": (box < radius) & (y.remainder(4) < 2),
        "triangle": (y.abs() < radius) & (x.abs() < (y + radius) / 2),
    }
    drawn = torch.stack([inside[label] for label in LABELS])[classes, torch.arange(count)]
    front = 0.5 + 0.5 * torch.rand(count, 3, 1, 1, generator=generator)
    back = 0.5 * torch.rand(count, 3, 1, 1, generator=generator)
    return torch.where(drawn.unsqueeze(1), front, back)


def train_shapes(steps: int = 400) -> nn.Module:
    generator = torch.Generator().manual_seed(0)
    model = Shapes()
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
    for _ in range(steps):
        classes = torch.randint(len(LABELS), (48,), generator=generator)
        loss = F.cross_entropy(model(draw(classes, generator)), classes)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model


def regression() -> nn.Module:
    return nn.Sequential(nn.Linear(1, 32), nn.Tanh(), nn.Linear(32, 1))


def train_regression(steps: int = 500) -> nn.Module:
    model = regression()
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
    torch.set_num_threads(1)  # the models are too small for more
    folder.mkdir(parents=True, exist_ok=True)
    models = {
        "untrained": regression(),
        "regression": train_regression(),
        "shapes": train_shapes(),
    }
    for name, model in models.items():
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "`torch.jit")
            torch.jit.save(torch.jit.script(model.eval()), folder / f"{name}.pt")
        print(f"wrote {folder / name}.pt")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Writes the models of the sample programs.")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    export(parser.parse_args().folder)
