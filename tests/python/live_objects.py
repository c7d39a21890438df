"""Counts the native objects that are alive, and the memory of the process."""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path

from torchsharp_py._C import live_handles

ROUNDS = 20


def settled_handles() -> int:
    """The native objects left once the garbage of earlier tests is gone, that of .NET included."""
    before = -1
    for _ in range(ROUNDS):
        gc.collect()
        if "clr" in sys.modules:
            _collect_garbage_of_dotnet()
        now = live_handles()
        if now == before:
            break
        before = now
    return before


def resident_kilobytes() -> int:
    """The memory of this process that is not swapped out, where Linux tells it."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    raise AssertionError("no VmRSS")


def _collect_garbage_of_dotnet() -> None:
    import System

    System.GC.Collect()
    System.GC.WaitForPendingFinalizers()
    time.sleep(0.01)  # for the thread that releases what finalizers queued
