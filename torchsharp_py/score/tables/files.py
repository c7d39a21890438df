"""The kinds of files with tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from torchsharp_py.commands.failure import CommandError
from torchsharp_py.score import needs

_BATCH = 65_536  # rows that a reader decodes at once
NUMPY_COLUMN = "values"


class ParquetFile:
    """A Parquet file, read from any row group on."""

    def __init__(self, path: str) -> None:
        self._path = path
        with needs.arrow("parquet").ParquetFile(path) as file:
            self.schema = file.schema_arrow
            sizes = [file.metadata.row_group(i).num_rows for i in range(file.num_row_groups)]
        self._starts = [sum(sizes[:i]) for i in range(len(sizes))]
        self.rows = sum(sizes)

    def open_at(self, row: int, columns: Sequence[str]) -> tuple[int, Iterator[Any]]:
        """Begins with the row group that has the row."""
        first = max((i for i, start in enumerate(self._starts) if start <= row), default=0)
        file = needs.arrow("parquet").ParquetFile(self._path, memory_map=True)
        groups = list(range(first, len(self._starts)))
        batches = file.iter_batches(_BATCH, row_groups=groups, columns=list(columns))
        return (self._starts[first] if self._starts else 0), batches


class ArrowFile:
    """An Arrow IPC file (Feather), mapped into memory."""

    def __init__(self, path: str) -> None:
        self._reader = needs.arrow("ipc").open_file(needs.arrow().memory_map(path))
        self.schema = self._reader.schema
        sizes = (self._reader.get_batch(i).num_rows for i in range(self._reader.num_record_batches))
        self._starts = [0]
        for size in sizes:
            self._starts.append(self._starts[-1] + size)
        self.rows = self._starts[-1]

    def open_at(self, row: int, columns: Sequence[str]) -> tuple[int, Iterator[Any]]:
        """Begins with the batch that has the row."""
        first = max((i for i, start in enumerate(self._starts[:-1]) if start <= row), default=0)
        names = list(columns)
        batches = (
            self._reader.get_batch(i).select(names)
            for i in range(first, self._reader.num_record_batches)
        )
        return self._starts[first], batches


class CsvFile:
    """A CSV file with a line of names; the types are those that its first lines suggest."""

    def __init__(self, path: str, rows: int | None) -> None:
        """Reads the names, and counts the rows if nobody has done it yet."""
        self._path = path
        with needs.arrow("csv").open_csv(path) as reader:
            self.schema = reader.schema
        self.rows = self._count() if rows is None else rows

    def open_at(self, row: int, columns: Sequence[str]) -> tuple[int, Iterator[Any]]:
        """Begins with the first line, wherever the row is: lines have no numbers."""
        return 0, iter(self._open(columns))

    def _count(self) -> int:
        with self._open(self.schema.names[:1]) as reader:
            return sum(batch.num_rows for batch in reader)

    def _open(self, columns: Sequence[str]) -> Any:
        csv = needs.arrow("csv")
        types = {name: self.schema.field(name).type for name in columns}
        options = csv.ConvertOptions(include_columns=list(columns), column_types=types)
        return csv.open_csv(self._path, convert_options=options)


class NumpyFile:
    """An array of NumPy, mapped into memory: one column, ``values``."""

    def __init__(self, path: str) -> None:
        import numpy

        try:
            self._array = numpy.load(path, mmap_mode="r", allow_pickle=False)
        except ValueError as error:
            raise CommandError(f"cannot read '{path}' as an array of NumPy: {error}") from error
        if self._array.ndim == 0 or self._array.dtype.kind not in "fiub":
            raise CommandError(
                f"'{path}' has an array of {list(self._array.shape)} of {self._array.dtype}, "
                f"expected rows of numbers or bools"
            )
        self.rows = len(self._array)
        self.schema = self._batch(0, 0).schema

    def open_at(self, row: int, columns: Sequence[str]) -> tuple[int, Iterator[Any]]:
        """Begins with the row."""
        starts = range(row, self.rows, _BATCH)
        return row, (self._batch(at, min(at + _BATCH, self.rows)) for at in starts)

    def _batch(self, start: int, stop: int) -> Any:
        import numpy

        pa = needs.arrow()
        rows = numpy.ascontiguousarray(self._array[start:stop])
        column = pa.array(rows.reshape(-1))
        for size in reversed(rows.shape[1:]):
            column = pa.FixedSizeListArray.from_arrays(column, size)
        return pa.RecordBatch.from_arrays([column], [NUMPY_COLUMN])
