"""Loads, runs, inspects and generates from models where Python's ``torch.jit`` does not work.

    python -m tests.models.no_torch_jit FOLDER

The folder has ``model.pt``, ``model.pt2``, an input ``x.pt`` and its result ``y.pt``. What is found
is printed as JSON.
"""

from __future__ import annotations

import contextlib
import io
import json
import runpy
import sys
import types
from pathlib import Path
from typing import Any, NoReturn

import torch

STEPS = 10
RATE = 0.1
# The files that the commands inspect and codegen take.
COMMANDED = ("model.pt", "model.pt2")


class Gone(types.ModuleType):
    """A module of which nothing is left."""

    def __getattribute__(self, name: str) -> NoReturn:
        raise AssertionError(f"torch.jit.{name} was used")


def remove_torch_jit() -> None:
    """Makes every attribute of ``torch.jit`` and of its parts raise."""
    gone = Gone("torch.jit")
    torch.jit = gone
    for name in [one for one in sys.modules if one.split(".")[:2] == ["torch", "jit"]]:
        sys.modules[name] = gone


def train(module: Any, x: torch.Tensor, y: torch.Tensor) -> list[float]:
    """Trains by gradients; returns the losses.

    The optimizers of PyTorch ask torch.jit whether they are being scripted.
    """
    losses = []
    for _ in range(STEPS):
        module.zero_grad()
        loss = (module(x) - y).square().mean()
        loss.backward()
        for parameter in module.parameters():
            parameter.data -= RATE * parameter.grad
        losses.append(loss.item())
    return losses


def work(path: Path, load: Any, x: torch.Tensor, y: torch.Tensor) -> dict[str, Any]:
    """Does with a model what users do; returns what it finds."""
    module = load(path)
    copy = path.with_name(f"copy-{path.name}")
    module.save(copy)
    found: dict[str, Any] = {
        "result": module(x).tolist(),
        "invoked": module.invoke("forward", x).tolist(),
        "saved": load(copy.read_bytes())(x).tolist(),
        "state": sorted(module.state_dict()),
        "methods": [one["name"] for one in module._describe()["methods"]],
        "losses": train(module, x, y),
    }
    module.load_state_dict(load(path).state_dict())
    found["restored"] = module(x).tolist()
    return found


def command(run: Any, *words: str) -> str:
    """What a command of the command line prints."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        status = run(words)
    assert status == 0, f"{words} ended with {status}"
    return printed.getvalue()


def generated(run: Any, path: Path, x: torch.Tensor) -> list[float]:
    """The result of a class that is generated for a model."""
    target = path.with_name(f"{path.stem}_class.py")
    command(run, "codegen", str(path), "--lang", "python", "--class", "Net", "-o", str(target))
    result: list[float] = runpy.run_path(str(target))["Net"].load(path)(x).tolist()
    return result


def main(folder: Path) -> dict[str, Any]:
    """Works with both files of the folder."""
    remove_torch_jit()
    from torchsharp_py import export, jit
    from torchsharp_py._cli import main as run

    x, y = torch.load(folder / "x.pt"), torch.load(folder / "y.pt")
    found: dict[str, Any] = {
        "model.pt": work(folder / "model.pt", jit.load, x, y),
        "model.pt2": work(folder / "model.pt2", export.load, x, y),
    }
    for name in COMMANDED:
        path = folder / name
        found[name]["inspected"] = json.loads(command(run, "inspect", str(path), "--json"))
        found[name]["generated"] = generated(run, path, x)
    unit = jit.compile("def twice(x: Tensor) -> Tensor:\n    return 2 * x\n")
    found["compiled"] = unit.invoke("twice", x).tolist()
    return found


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
