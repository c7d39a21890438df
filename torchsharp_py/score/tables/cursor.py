"""Rows of a file by number, over readers that only go forward."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol


class TableFile(Protocol):
    """A file with a table."""

    schema: Any
    rows: int

    def open_at(self, row: int, columns: Sequence[str]) -> tuple[int, Iterator[Any]]:
        """Begins to read, at a row or before it.

        Args:
            row: The row.
            columns: Those that are read.

        Returns:
            The row that it begins at, and Arrow's batches from there on.
        """


class Cursor:
    """Reads ranges of rows; rows in order are read once."""

    def __init__(self, file: TableFile, columns: Sequence[str]) -> None:
        self._file = file
        self._columns = columns
        self._next = 0  # the first row of the next batch
        self._batches: Iterator[Any] | None = None
        self._held: Any = None  # the batch before, if rows of it are left
        self._held_at = 0

    def read(self, start: int, stop: int) -> Iterator[Any]:
        """Yields the rows from ``start`` to before ``stop``, in batches as the file has them."""
        if self._held is None or start < self._held_at:
            self._move_to(start)
        row = start
        while row < stop:
            batch, at = self._batch_with(row)
            part = batch.slice(row - at, min(stop, at + batch.num_rows) - row)
            row += part.num_rows
            yield part

    def _move_to(self, row: int) -> None:
        if self._batches is None or row < self._next:
            self._next, self._batches = self._file.open_at(row, self._columns)
        self._held = None

    def _batch_with(self, row: int) -> tuple[Any, int]:
        while self._held is None or row >= self._held_at + self._held.num_rows:
            assert self._batches is not None
            self._held = next(self._batches)
            self._held_at = self._next
            self._next += self._held.num_rows
        return self._held, self._held_at
