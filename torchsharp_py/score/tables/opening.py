"""Opens a file with a table, or a folder with several."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any

from torchsharp_py.commands.failure import CommandError
from torchsharp_py.score import needs
from torchsharp_py.score.tables.cursor import Cursor, TableFile
from torchsharp_py.score.tables.files import ArrowFile, CsvFile, NumpyFile, ParquetFile

_ARROW = (".arrow", ".feather", ".ipc")
SUFFIXES = (".parquet", *_ARROW, ".csv", ".npy")


class Table:
    """The rows of one file, or of several one after the other."""

    def __init__(self, paths: Sequence[str], files: Sequence[TableFile]) -> None:
        self.paths = list(paths)
        self._files = list(files)
        self.schema = files[0].schema
        self.file_rows = tuple(file.rows for file in files)
        self.rows = sum(self.file_rows)

    @property
    def names(self) -> list[str]:
        """The names of its columns."""
        return list(self.schema.names)

    def reader(self, columns: Sequence[str]) -> TableReader:
        """Returns what reads some of its columns, for one thread."""
        return TableReader(self.paths, self._files, columns)


class TableReader:
    """Reads ranges of rows of a table, fast if they are in order."""

    def __init__(
        self, paths: Sequence[str], files: Sequence[TableFile], columns: Sequence[str]
    ) -> None:
        cursors = [Cursor(file, columns) for file in files]
        self._parts = [
            (one.rows, path, c) for one, path, c in zip(files, paths, cursors, strict=True)
        ]

    def batches(self, start: int, stop: int, size: int) -> Iterator[Any]:
        """Yields the rows from ``start`` to before ``stop`` as Arrow's tables.

        Args:
            start: The first row.
            stop: The row after the last one.
            size: The rows of each table; the last one has the rest.
        """
        pa = needs.arrow()
        pending: list[Any] = []
        rows = 0
        for batch in self._records(start, stop):
            at = 0
            while at < batch.num_rows:
                piece = batch.slice(at, size - rows)
                pending.append(piece)
                rows += piece.num_rows
                at += piece.num_rows
                if rows == size:
                    yield pa.Table.from_batches(pending)
                    pending, rows = [], 0
        if pending:
            yield pa.Table.from_batches(pending)

    def _records(self, start: int, stop: int) -> Iterator[Any]:
        offset = 0
        for rows, path, cursor in self._parts:
            first, last = max(start - offset, 0), min(stop - offset, rows)
            if first < last:
                try:
                    yield from cursor.read(first, last)
                except needs.arrow().ArrowException as error:
                    raise CommandError(f"--input: cannot read '{path}': {error}") from error
            offset += rows


def open_table(path: str, file_rows: Sequence[int] | None = None) -> Table:
    """Opens a table.

    Args:
        path: A file, or a folder of files of one kind, whose rows follow each other in the order of
            their names. Names that begin with ``_`` or ``.`` are left out.
        file_rows: How many rows each file has, if that is known: lines are counted only once.

    Raises:
        CommandError: It is not a table, or the files have different columns.
    """
    paths = _paths(path)
    files = []
    for index, one in enumerate(paths):
        files.append(_open(one, None if file_rows is None else file_rows[index]))
        if not files[-1].schema.equals(files[0].schema):
            raise CommandError(
                f"--input: '{one}' has the columns {_spelled(files[-1])}, and '{paths[0]}' has "
                f"{_spelled(files[0])}: they must be the same"
            )
    return Table(paths, files)


def _spelled(file: TableFile) -> str:
    return ", ".join(f"{field.name}: {field.type}" for field in file.schema)


def _paths(path: str) -> list[str]:
    if not os.path.isdir(path):
        return [path]
    names = sorted(
        entry.name
        for entry in os.scandir(path)
        if entry.name.endswith(SUFFIXES) and not entry.name.startswith(("_", "."))
    )
    if not names:
        raise CommandError(f"--input: '{path}' has no files {', '.join(SUFFIXES)}")
    return [os.path.join(path, name) for name in names]


def _open(path: str, rows: int | None) -> TableFile:
    pa = needs.arrow()
    if not os.path.exists(path):
        raise CommandError(f"--input: there is no file '{path}'")
    try:
        if path.endswith(".parquet"):
            return ParquetFile(path)
        if path.endswith(_ARROW):
            return ArrowFile(path)
        if path.endswith(".csv"):
            return CsvFile(path, rows)
        if path.endswith(".npy"):
            return NumpyFile(path)
    except pa.ArrowException as error:
        raise CommandError(f"--input: cannot read '{path}': {error}") from error
    raise CommandError(f"--input: expected a file {', '.join(SUFFIXES)}, got '{path}'")
