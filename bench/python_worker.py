"""What calls take in Python: this package and Python's ``torch.jit``, in one interpreter.

Usage:
    python_worker.py serve MODEL    answers run.py
    python_worker.py start MODEL    imports torch, runs forward once, prints "done", exits

"CASE COUNT" on standard input is answered with nanoseconds per call.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from itertools import repeat

import torch


def nanoseconds_per_call(
    function: Callable[[torch.Tensor, torch.Tensor], object], count: int
) -> float:
    """Times ``count`` calls on ten floats each."""
    x, y = torch.full((10,), 1.5), torch.full((10,), 2.5)
    start = time.perf_counter_ns()
    for _ in repeat(None, count):
        function(x, y)
    return (time.perf_counter_ns() - start) / count


def serve(path: str) -> None:
    """Answers until standard input ends."""
    from torchsharp_py import jit

    torch.set_grad_enabled(False)
    theirs = torch.jit.load(path)  # type: ignore[no-untyped-call]
    ours = jit.load(path)
    functions = {
        "torch_jit_call": theirs,
        "torch_jit_forward": theirs.forward,
        "module_call": ours,
        "held_method": ours.forward,
    }
    print(f"ready Python {sys.version.split()[0]}, torch {torch.__version__}", flush=True)
    for line in sys.stdin:
        case, count = line.split()
        if case == "settle":
            gc.collect()
            print(0, flush=True)
        else:
            print(nanoseconds_per_call(functions[case], int(count)), flush=True)


def start(path: str) -> None:
    """Loads and runs a model once."""
    module = torch.jit.load(path)  # type: ignore[no-untyped-call]
    module(torch.full((10,), 1.5), torch.full((10,), 2.5))
    print("done", flush=True)


if __name__ == "__main__":
    {"serve": serve, "start": start}[sys.argv[1]](sys.argv[2])
