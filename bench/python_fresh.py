"""Loads, and measurements that a Python process can make only once, such as a first call.

Usage:
    python_fresh.py loads MODEL LARGE_MODEL    loads both models, in all ways
    python_fresh.py first-calls MODEL          calls, with or without a warm-up before

It answers run.py as python_worker.py does.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from python_worker import Timing, answer, nanoseconds_per_call

from torchsharp_py import jit


def loads(path: str, large_path: str) -> Iterator[tuple[str, Timing]]:
    """Loads; two of them keep their modules. A small model first brings the code into memory."""
    kept: list[Any] = [jit.load(Path(path).read_bytes())]

    def load_bytes(_: int) -> float:
        start = time.perf_counter_ns()
        data = Path(large_path).read_bytes()
        kept.append(jit.load(data))
        return time.perf_counter_ns() - start

    def load_mapped(_: int) -> float:
        start = time.perf_counter_ns()
        kept.append(jit.load(large_path, mmap=True))
        return time.perf_counter_ns() - start

    yield "load_bytes", load_bytes
    yield "load_mapped", load_mapped
    for name, file in (("small", path), ("large", large_path)):
        yield f"load_{name}", nanoseconds_per_call(jit.load, (file,))
        yield f"torch_jit_load_{name}", nanoseconds_per_call(torch.jit.load, (file,))


def first_calls(path: str) -> Iterator[tuple[str, Timing]]:
    """Calls, and a warm-up, whose answer is the number of calls that it made."""
    module = jit.load(path)
    two = (torch.full((1, 10), 1.5), torch.full((1, 10), 2.5))
    yield "call", nanoseconds_per_call(module, two)
    yield "warm_up", lambda count: module.warmup(two, count)


if __name__ == "__main__":
    if sys.argv[1] == "loads":
        answer(loads(*sys.argv[2:]))
    else:
        answer(first_calls(*sys.argv[2:]))
