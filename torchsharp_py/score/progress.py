"""A bar on the terminal's standard error."""

from __future__ import annotations

import sys
import time

_BETWEEN_REPORTS = 0.2  # seconds
_WIDTH = 24


class Progress:
    """Shows how many rows are done; nothing without a terminal."""

    def __init__(self, total: int, done: int) -> None:
        """Begins to count.

        Args:
            total: The rows of the table.
            done: Those that an earlier run has done.
        """
        self._total = total
        self._done = self._before = done
        self._start = self._last = time.monotonic()
        self._shown = 0

    def add(self, rows: int) -> None:
        """Counts rows."""
        self._done += rows
        now = time.monotonic()
        if now - self._last < _BETWEEN_REPORTS or not sys.stderr.isatty():
            return
        self._last = now
        rate = (self._done - self._before) / (now - self._start)
        filled = _WIDTH * self._done // self._total
        line = (
            f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {self._done:,} of {self._total:,} rows, "
            f"{rate:,.0f} rows/s, about {(self._total - self._done) / rate:.0f} s left"
        )
        sys.stderr.write(f"\r{line.ljust(self._shown)}")
        sys.stderr.flush()
        self._shown = len(line)

    def clear(self) -> None:
        """Removes the bar."""
        if self._shown:
            sys.stderr.write(f"\r{' ' * self._shown}\r")
            sys.stderr.flush()
            self._shown = 0
