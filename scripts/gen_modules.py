#!/usr/bin/env python3
"""Generates the C# modules that are regular: ``torch.nn.Conv2d(...)`` and so on, and their classes.

Usage:
    python scripts/gen_modules.py           # write Generated/Modules/*.g.cs
    python scripts/gen_modules.py --check   # exit with 1 when a checked-in file is out of date
"""

from __future__ import annotations

import sys
from pathlib import Path

from csharp_template import Scope, render
from generated_files import OUTPUT_FOLDER, main, render_header
from modules.emit import render_family
from modules.table import read_families

COMMAND = "python scripts/gen_modules.py"
FOLDER = OUTPUT_FOLDER / "Modules"

PADDINGS = {
    "CircularPad": {"mode": "Circular", "what": "its other end", "constant": 0},
    "ConstantPad": {"mode": "Constant", "what": "a number", "constant": 1},
    "ReflectionPad": {"mode": "Reflect", "what": "its reflection", "constant": 0},
    "ReplicationPad": {"mode": "Replicate", "what": "the element at the border", "constant": 0},
    "ZeroPad": {"mode": "Zeros", "what": "zeros", "constant": 0},
}
SHAPES = {1: "[N, C, L]", 2: "[N, C, H, W]", 3: "[N, C, D, H, W]"}


def convolutions() -> list[str]:
    """Convolutions of one, two and three dimensions."""
    scopes = [Scope({"n": n, "shape": shape}, []) for n, shape in SHAPES.items()]
    return render("Convolutions.cs.in", scopes={"convolutions": scopes})


def channel_norms() -> list[str]:
    """BatchNorm and InstanceNorm of one, two and three dimensions."""
    scopes = [
        Scope({"n": n, "shape": shape, "least": 2 if n == 1 else n + 2, "most": n + 2}, [])
        for n, shape in SHAPES.items()
    ]
    return render("ChannelNorms.cs.in", scopes={"norms": scopes})


def paddings() -> list[str]:
    """What puts elements around tensors of one, two and three dimensions."""
    scopes = [
        Scope({"n": n, "shape": shape, "sides": 2 * n, **PADDINGS[kind], "kind": kind}, [])
        for kind in PADDINGS
        for n, shape in SHAPES.items()
    ]
    return render("Paddings.cs.in", scopes={"paddings": scopes})


def generate() -> dict[Path, str]:
    """Renders the files."""
    files = {
        "ChannelNorms": channel_norms(),
        "Convolutions": convolutions(),
        "Paddings": paddings(),
        **{family: render_family(modules) for family, modules in read_families().items()},
    }
    return {
        FOLDER / f"{name}.g.cs": "\n".join([*render_header(COMMAND), *lines, ""])
        for name, lines in files.items()
    }


if __name__ == "__main__":
    sys.exit(main(generate, COMMAND))
