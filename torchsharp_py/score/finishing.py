"""Makes the output of a run from its parts."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from torchsharp_py.commands.failure import CommandError
from torchsharp_py.score import needs
from torchsharp_py.score.inputs import array_of
from torchsharp_py.score.job import Job
from torchsharp_py.score.parts import Parts, replacing
from torchsharp_py.score.tables.opening import SUFFIXES

FOLDER = "/"


def require_output(output: str) -> None:
    """Checks the name of an output.

    Raises:
        CommandError: It says no kind of file.
    """
    if not output.endswith((FOLDER, *SUFFIXES)):
        raise CommandError(
            f"--output: expected a name that ends in {', '.join(SUFFIXES)}, or in / for a folder "
            f"of Parquet files, got '{output}'"
        )


def require_room(output: str, schema: Any) -> None:
    """Checks that an output can hold the columns of a run.

    Raises:
        CommandError: It cannot.
    """
    types = needs.arrow().types
    if output.endswith(".csv"):
        for field in schema:
            if types.is_nested(field.type) or isinstance(field.type, _array_type()):
                raise CommandError(
                    f"--output: a CSV file has no lists, and '{field.name}' is {field.type}: use "
                    ".parquet or .arrow"
                )
    if output.endswith(".npy") and len(schema) != 1:
        raise CommandError(
            f"--output: a file .npy has one array, and there are {len(schema)} columns "
            f"({', '.join(schema.names)}): use .parquet or .arrow"
        )


def finish(parts: Parts, job: Job) -> None:
    """Writes the output, which is there completely or not at all, and removes the parts."""
    if job.output.endswith(FOLDER):
        folder = job.output.rstrip(FOLDER)
        parts.remove_traces()
        shutil.rmtree(folder, ignore_errors=True)  # with --force
        os.replace(parts.folder, folder)
        return
    path = Path(job.output)
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    with replacing(path, temporary):
        _writer_of(job.output)(str(temporary), parts, job)
    parts.discard()


def _writer_of(output: str) -> Callable[[str, Parts, Job], None]:
    if output.endswith(".npy"):
        return _write_array
    return lambda path, parts, job: _write_tables(output, path, parts, job)


def _write_tables(output: str, path: str, parts: Parts, job: Job) -> None:
    pa = needs.arrow()
    schema = needs.arrow("parquet").read_schema(parts.path_of(0))
    if output.endswith(".parquet"):
        writer = needs.arrow("parquet").ParquetWriter(path, schema)
    elif output.endswith(".csv"):
        writer = needs.arrow("csv").CSVWriter(path, schema)
    else:
        writer = pa.ipc.new_file(path, schema)
    with writer:
        for table in parts.tables(job):
            if not table.schema.equals(schema):
                raise CommandError(
                    f"the parts have different columns, {_spelled(schema)} and "
                    f"{_spelled(table.schema)}: the result of the model depends on the rows"
                )
            writer.write_table(table)


def _write_array(path: str, parts: Parts, job: Job) -> None:
    import numpy

    whole: Any = None
    start = 0
    for table in parts.tables(job):
        array = array_of(table.column_names[0], table.column(0))
        if whole is None:
            shape = (job.rows, *array.shape[1:])
            whole = numpy.lib.format.open_memmap(path, "w+", array.dtype, shape)
        whole[start : start + len(array)] = array
        start += len(array)
    whole.flush()


def _spelled(schema: Any) -> str:
    return ", ".join(f"{field.name}: {field.type}" for field in schema)


def _array_type() -> Any:
    return needs.arrow().FixedShapeTensorType
