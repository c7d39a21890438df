"""The images that several programs train on: digits near the middle, with noise."""

from __future__ import annotations

import torch
from torch import Tensor

SIDE = 16
GLYPHS = [
    "### #.# #.# #.# ###",
    ".#. ##. .#. .#. ###",
    "### ..# ### #.. ###",
    "### ..# ### ..# ###",
    "#.# #.# ### ..# ..#",
    "### #.. ### ..# ###",
    "### #.. ### #.# ###",
    "### ..# ..# ..# ..#",
    "### #.# ### #.# ###",
    "### #.# ### ..# ###",
]
HEIGHT, WIDTH = 10, 6


def draw(count: int, noise: float = 0.2, digits: int = 10) -> tuple[Tensor, Tensor]:
    """Draws digits.

    Args:
        count: The number of images.
        noise: The standard deviation of the noise.
        digits: The digits are 0 to digits - 1.

    Returns:
        Images (N, 1, 16, 16) from 0 to 1, and the digits (N,).
    """
    pixels = [float(mark == "#") for glyph in GLYPHS for mark in glyph if mark != " "]
    glyphs = torch.tensor(pixels).reshape(10, 5, 3).repeat_interleave(2, 1).repeat_interleave(2, 2)
    labels = torch.randint(digits, (count,))
    tops = torch.randint(2, 5, (count,)).tolist()
    lefts = torch.randint(4, 7, (count,)).tolist()
    images = torch.zeros(count, 1, SIDE, SIDE)
    for i, (top, left) in enumerate(zip(tops, lefts, strict=True)):
        images[i, 0, top : top + HEIGHT, left : left + WIDTH] = glyphs[labels[i]]
    return (images + noise * torch.randn_like(images)).clamp(0, 1), labels
