"""Counts the native objects that are alive."""

from __future__ import annotations

import gc
import sys
import time

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


def _collect_garbage_of_dotnet() -> None:
    import System

    System.GC.Collect()
    System.GC.WaitForPendingFinalizers()
    time.sleep(0.01)  # for the thread that releases what finalizers queued
