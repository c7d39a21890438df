"""Trains one model from C#, from Python through this package and with plain PyTorch; compares.

Run it as ``python samples/training/compare.py [OPTIMIZER...]``. It exits with status 1 if the loss
curves differ by more than rounding, or if the model that C# saved gives other results in Python.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import torch
from model import write_model
from rich.console import Console
from rich.table import Table
from train import OPTIONS, TOLERANCE, make_data

from torchsharp_py import jit

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = ROOT / "build" / "dotnet" / "bin" / "Training" / "Training.dll"
FOLDER = ROOT / "build" / "training"
SHOWN = 5

Curves = dict[str, list[float]]


def run(*command: str | Path) -> list[list[float]]:
    """Runs a program and reads the lists of numbers that it prints."""
    done = subprocess.run([*map(str, command)], stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def difference(curves: Curves) -> float:
    """The greatest relative difference between two curves at one step."""
    steps = zip(*curves.values(), strict=True)
    return max((max(losses) - min(losses)) / max(map(abs, losses)) for losses in steps)


def find_dotnet() -> str | None:
    """Finds the program that runs the C# part, or returns None."""
    root = os.environ.get("DOTNET_ROOT")
    on_root = shutil.which("dotnet", path=root) if root else None
    return (on_root or shutil.which("dotnet")) if PROGRAM.exists() else None


def train(name: str, model: Path) -> tuple[Curves, bool | None]:
    """Trains with every program; returns whether Python reproduces the results of C#'s model."""
    script = Path(__file__).with_name("train.py")
    curves: Curves = {}
    equal = None
    if dotnet := find_dotnet():
        saved = FOLDER / f"{name}.pt"
        curves["C#"], scores = run(dotnet, PROGRAM, model, name, saved)
        with torch.no_grad():
            found = jit.load(saved)(make_data()[0])
        equal = torch.equal(found.flatten(), torch.tensor(scores))
    for kind, title in (("ours", "Python"), ("torch", "PyTorch")):
        (curves[title],) = run(sys.executable, script, model, name, kind)
    return curves, equal


def show(name: str, curves: Curves) -> None:
    """Prints the curves side by side."""
    table = Table(title=f"{name}: loss by step", title_justify="left")
    table.add_column("step", justify="right")
    for title in curves:
        table.add_column(title, justify="right")
    steps = list(zip(*curves.values(), strict=True))
    for step in range(0, len(steps), max(1, len(steps) // SHOWN)):
        table.add_row(str(step + 1), *(f"{loss:.9f}" for loss in steps[step]))
    table.add_row(str(len(steps)), *(f"{loss:.9f}" for loss in steps[-1]))
    Console(width=None if sys.stdout.isatty() else 100).print(table)


def main(names: list[str]) -> int:
    """Compares the curves of some optimizers, by default of all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    model = write_model(FOLDER / "training.pt")
    agreed = True
    for name in names or OPTIONS:
        curves, equal = train(name, model)
        show(name, curves)
        greatest = difference(curves)
        print(f"greatest relative difference: {greatest:.1e}")
        if equal is None:
            print("skipped C#: .NET or the build of samples/csharp/Training is missing")
        else:
            print(f"the model that C# saved gives the same results in Python: {equal}")
        agreed = agreed and equal is not False and greatest <= TOLERANCE
    return 0 if agreed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
