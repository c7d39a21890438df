"""Counts the native objects that are alive, and the memory of the process."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from torchsharp_py._C import live_handles

ROUNDS = 20
TRIES = 3  # to do something without growth


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


def memory_left_by(work: Callable[[], object], allowed: int) -> int:
    """Measures how much more memory `work` leaves occupied than before.

    Garbage of earlier tests, other threads and the allocator let the process grow now and then. A
    leak lets it grow each time: so the work is done again if it seems to leave too much.

    Args:
        work: What is said to leave nothing; what it needs once is prepared already.
        allowed: The bytes that are accepted.

    Returns:
        The bytes left, by the first time that leaves fewer than `allowed`, or the fewest; 0 where
        there is no /proc to read them from.
    """
    least = sys.maxsize
    for _ in range(TRIES):
        before = _resident_bytes()
        work()
        least = min(least, _resident_bytes() - before)
        if least < allowed:
            break
    return least


def _resident_bytes() -> int:
    gc.collect()
    if sys.platform != "linux":
        return 0
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _collect_garbage_of_dotnet() -> None:
    import System

    System.GC.Collect()
    System.GC.WaitForPendingFinalizers()
    time.sleep(0.01)  # for the thread that releases what finalizers queued
