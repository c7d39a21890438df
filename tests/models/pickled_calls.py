"""What other processes do with a module that they got as an argument."""

from __future__ import annotations

import os
import sys
from typing import Any

import numpy


def scored(module: Any, rows: numpy.ndarray) -> tuple[list[float], int, int, bool]:
    """Calls a module; returns the result, the process, the module's id, and if torch is there."""
    result = module.call_arrays(rows)
    return result.tolist(), os.getpid(), id(module), "torch" in sys.modules


def put_scored(queue: Any, module: Any, rows: numpy.ndarray) -> None:
    queue.put(scored(module, rows))


def count(module: Any, args: Any) -> None:
    """A hook, which pickles by its name."""
    module.__dict__["_counted"] = module.__dict__.get("_counted", 0) + 1
