"""The Python part of ``make demo``: calls of the sample model and of compiled functions."""

from __future__ import annotations

import json
import sys
import timeit
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from torchsharp_py import jit

# The best of several batches, so that other load on the machine is not measured.
BATCHES = 8
CALLS_IN_BATCH = 1000


def plain(value: Any) -> Any:
    """Converts tensors and tuples to JSON values."""
    if isinstance(value, torch.Tensor):
        return value.tolist()
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value


def type_of(value: Any) -> str:
    """Names a value's type as a signature does."""
    if isinstance(value, tuple):
        return "(" + ", ".join(type_of(item) for item in value) + ")"
    return type(value).__name__


def report(call: str, body: Callable[[], Any]) -> None:
    """Prints one call's result and time as a line of JSON."""
    result = body()
    seconds = min(timeit.repeat(body, number=CALLS_IN_BATCH, repeat=BATCHES))
    microseconds = seconds * 1e6 / CALLS_IN_BATCH
    row = {"call": call, "type": type_of(result), "result": plain(result)}
    print(json.dumps({**row, "microseconds": microseconds}))


def main(model: str, source: str) -> None:
    """Makes each call once for its result, then many times for its time."""
    m = jit.load(model)
    x = torch.arange(10) / 10
    y = torch.ones(10) * -0.25
    unit = jit.compile(Path(source).read_text(encoding="utf-8"))

    report("forward(x, y)", lambda: m(x, y))
    report("predict(x)", lambda: m.predict(x))
    report("add_scalar(x, 3)", lambda: m.add_scalar(x, i=3))
    report("relu_script(x, y)", lambda: unit.relu_script(x, y))
    report("add_i(x, 1)", lambda: unit.add_i(x, 1))
    report("join(['a', 'b'])", lambda: unit.join(["a", "b"]))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
