#!/usr/bin/env python3
"""Generates the C# functions of libtorch's operators, from PyTorch's own descriptions.

They are methods of ``Tensor`` and functions of ``torch``, ``torch.nn.functional``,
``torch.linalg``, ``torch.fft`` and ``torch.special``. ``operators/registry.py`` says which
operators are public, ``operators/overlay.toml`` where C# differs.

Usage:
    python scripts/gen_operators.py           # write Generated/Operators/*.g.cs
    python scripts/gen_operators.py --check   # exit with 1 when a checked-in file is out of date
"""

from __future__ import annotations

import sys
from pathlib import Path

from generated_files import main
from operators.emit import render_operators

COMMAND = "python scripts/gen_operators.py"


def generate() -> dict[Path, str]:
    """Renders the generated files."""
    return render_operators(COMMAND)


if __name__ == "__main__":
    sys.exit(main(generate, COMMAND))
