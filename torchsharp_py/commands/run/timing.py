"""How long calls take."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_BETWEEN_REPORTS = 0.2  # seconds


@dataclass(frozen=True)
class Times:
    """The seconds of the measured calls, and how many calls came before them."""

    seconds: list[float]
    warm_up: int

    def summary(self) -> str:
        """The statistics, as text."""
        if len(self.seconds) == 1 and self.warm_up == 0:
            return f"time: {_spell(self.seconds[0])}, the first call; --repeat N measures more"
        figures = {
            "median": statistics.median(self.seconds),
            "mean": statistics.fmean(self.seconds),
            "p90": _percentile(self.seconds, 90),
            "p99": _percentile(self.seconds, 99),
            "min": min(self.seconds),
            "max": max(self.seconds),
        }
        text = ", ".join(f"{name} {_spell(value)}" for name, value in figures.items())
        return f"time: {text}\n      {len(self.seconds)} calls after {self.warm_up} to warm up"


def measure(call: Callable[[], Any], repeat: int, warm_up: int, device: str) -> tuple[Any, Times]:
    """Calls a function and measures it.

    Args:
        call: The function.
        repeat: How many calls are measured, at least one.
        warm_up: How many calls come before them.
        device: Where the function computes; a GPU has to finish before the clock stops.

    Returns:
        The result of the last call, and the times.
    """
    wait = _waiting_for(device)
    progress = _Progress(warm_up + repeat)
    result: Any = None
    seconds = []
    try:
        for index in range(warm_up + repeat):
            progress.show(index)
            wait()
            start = time.perf_counter()
            result = call()
            wait()
            if index >= warm_up:
                seconds.append(time.perf_counter() - start)
    finally:
        progress.clear()
    return result, Times(seconds, warm_up)


def _waiting_for(device: str) -> Callable[[], None]:
    if not device.startswith("cuda"):
        return lambda: None
    import torch

    return lambda: torch.cuda.synchronize(device)


class _Progress:
    """A line on the terminal's standard error that counts calls; nothing without a terminal."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._start = self._last = time.monotonic()
        self._shown = 0

    def show(self, done: int) -> None:
        now = time.monotonic()
        if now - self._last < _BETWEEN_REPORTS or not sys.stderr.isatty():
            return
        self._last = now
        left = (now - self._start) / done * (self._total - done) if done else 0.0
        line = f"call {done + 1} of {self._total}, about {left:.0f} s left"
        sys.stderr.write(f"\r{line.ljust(self._shown)}")
        sys.stderr.flush()
        self._shown = len(line)

    def clear(self) -> None:
        if self._shown:
            sys.stderr.write(f"\r{' ' * self._shown}\r")
            sys.stderr.flush()


def _percentile(values: list[float], percent: int) -> float:
    """The value that this share of all values does not exceed, between two neighbors."""
    if len(values) == 1:
        return values[0]
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def _spell(seconds: float) -> str:
    for unit, factor in (("s", 1.0), ("ms", 1e3)):
        if seconds * factor >= 1:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds * 1e6:.3g} µs"
