"""PyPI's torchvision, which the C# one is compared with.

Its wheel is for the torch of CUDA, so its own operators do not load beside a torch for CPUs. All
that is compared here is written in Python and needs none of them. ``make setup`` puts it into a
folder of its own, so that no other package imports it and fails.
"""

from __future__ import annotations

import importlib
import sys
from functools import cache
from pathlib import Path
from typing import Any

import torch

FOLDER = Path(sys.prefix) / "torchvision"
# torchvision describes these when it is imported, and so they must exist.
OPERATORS = ("nms", "qnms")


@cache
def _library() -> torch.library.Library:
    library = torch.library.Library("torchvision", "DEF")
    for name in OPERATORS:
        library.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    return library


@cache
def load(module: str = "torchvision") -> Any:
    """Imports a module of torchvision."""
    if not (FOLDER / "torchvision").is_dir():
        raise FileNotFoundError(f"there is no torchvision in {FOLDER}: run `make setup`")
    if torch.version.cuda is None:  # otherwise its own operators load
        _library()
    sys.path.insert(0, str(FOLDER))
    try:
        return importlib.import_module(module)
    finally:
        sys.path.remove(str(FOLDER))
