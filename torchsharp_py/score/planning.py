"""Makes a job from the options of ``score``."""

from __future__ import annotations

import argparse
import hashlib
import os
from typing import TYPE_CHECKING, Any

from torchsharp_py.commands.failure import CommandError
from torchsharp_py.score.binding import bind
from torchsharp_py.score.dtypes import dtypes_of, real_dtype_of
from torchsharp_py.score.job import Job

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torchsharp_py._C import ScriptModule
    from torchsharp_py.score.tables import Table

_BATCH = 1024  # rows: more does not make the calls of a small model faster
_MOST = 64  # batches in a part, unless --part says so
_SHARE = 4  # parts for each thread or actor at least, so that all have work until the end


def plan(
    options: argparse.Namespace,
    module: ScriptModule,
    table: Table,
    manifest: dict[str, Any] | None,
) -> Job:
    """Compares the options with the model and the table.

    Args:
        options: The options.
        module: The model.
        table: The table.
        manifest: That of an earlier run, whose sizes stay if no option names others.

    Raises:
        CommandError: They do not fit.
    """
    if table.rows == 0:
        raise CommandError(f"--input: '{options.input}' has no rows")
    schema = module.method(options.method).schema
    values = _values(schema, options.values)
    bindings = bind(schema, options.columns, table.names, values)
    known = manifest or {}
    batch = options.batch or known.get("batch") or _BATCH
    part = options.part or known.get("part") or _part_rows(table.rows, batch, _workers(options))
    return Job(
        input=options.input,
        file_rows=table.file_rows,
        method=options.method,
        bindings=bindings,
        dtypes=dtypes_of(options.model, bindings, options.dtype),
        real=real_dtype_of(module),
        values=values,
        keep=_kept(options.keep, table),
        names=tuple(one for one in options.names.split(",") if one),
        device=options.device,
        batch_rows=batch,
        part_rows=part,
        output=options.output,
    )


def identity(options: argparse.Namespace, job: Job, table: Table) -> dict[str, Any]:
    """What makes two runs the same one, as the manifest has it."""
    with open(options.model, "rb") as file:
        model = hashlib.file_digest(file, "sha256").hexdigest()
    files = [(path, os.stat(path)) for path in table.paths]
    return {
        "model": model,
        "input": [[path, one.st_size, one.st_mtime_ns] for path, one in files],
        "rows": job.rows,
        "method": job.method,
        "columns": {one.parameter: list(one.columns) for one in job.bindings},
        "shapes": {one.parameter: one.shape.name for one in job.bindings},
        "dtype": sorted(options.dtype),
        "set": sorted(options.values),
        "keep": list(job.keep),
        "names": list(job.names),
        "batch": job.batch_rows,
        "part": job.part_rows,
    }


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def threads_for(asked: int | None, job: Job, missing: Sequence[int]) -> int:
    """How many threads a run on this machine has: not more than batches."""
    rows = sum(stop - start for start, stop in map(job.range_of, missing))
    return min(asked or cores(), max(-(-rows // job.batch_rows), 1))


def _workers(options: argparse.Namespace) -> int:
    if options.ray is None:
        return int(options.threads or cores())
    return int(options.actors or cores())


def _part_rows(rows: int, batch: int, workers: int) -> int:
    batches = -(-rows // batch)
    return batch * min(max(batches // (workers * _SHARE), 1), _MOST)


def _kept(text: str, table: Table) -> tuple[str, ...]:
    names = table.names if text == "*" else [one for one in text.split(",") if one]
    for name in names:
        if name not in table.names:
            raise CommandError(
                f"--keep: the table has no column '{name}'. Its columns: {', '.join(table.names)}"
            )
    return tuple(names)


def _values(schema: Any, texts: Sequence[str]) -> dict[str, Any]:
    from torchsharp_py.commands.run.inputs import read_given

    return read_given(schema, texts, "cpu", "--set")
