"""Loads, runs, describes and generates from models where Python's ``torch.jit`` does not work.

It takes a folder with ``model.pt`` and ``model.pt2``, and an input ``x.pt``.
"""

from __future__ import annotations

import json
import sys
import types
from pathlib import Path
from typing import Any, NoReturn

import torch


class Gone(types.ModuleType):
    """A module of which nothing is left."""

    def __getattr__(self, name: str) -> NoReturn:
        raise RuntimeError(f"torch.jit.{name} was used")


def main(folder: Path) -> dict[str, Any]:
    gone = Gone("torch.jit")
    torch.jit = gone
    for name in [one for one in sys.modules if one.split(".")[:2] == ["torch", "jit"]]:
        sys.modules[name] = gone

    from torchsharp_py import export, jit
    from torchsharp_py.codegen.model import read_model
    from torchsharp_py.inspect.report import read_report

    x = torch.load(folder / "x.pt")
    found: dict[str, Any] = {}
    for name, load in (("model.pt", jit.load), ("model.pt2", export.load)):
        module = load(folder / name)
        copy = folder / f"copy-{name}"
        module.save(copy)
        result = load(copy)(x)
        result.sum().backward()
        found[name] = {
            "result": result.tolist(),
            "state": sorted(module.state_dict()),
            "methods": [one.name for one in read_report(folder / name).methods],
            "classes": [one.name for one in read_model(folder / name).methods],
        }
    return found


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
