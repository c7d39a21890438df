"""Runs a job with threads of this process."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from torchsharp_py.score import needs
from torchsharp_py.score.finishing import require_room
from torchsharp_py.score.job import Job, Times
from torchsharp_py.score.parts import Parts
from torchsharp_py.score.scorer import Scorer

if TYPE_CHECKING:
    from torchsharp_py._C import ScriptModule
    from torchsharp_py.score.progress import Progress
    from torchsharp_py.score.tables import Table, TableReader

_AHEAD = 2  # batches that wait for each thread


def run_local(
    job: Job,
    module: ScriptModule,
    table: Table,
    parts: Parts,
    missing: Sequence[int],
    threads: int,
    progress: Progress,
) -> Times:
    """Scores the missing parts of a job.

    This thread reads and writes; the others call the model, a batch each, while reading goes on.

    Returns:
        The times of all threads together.
    """
    scorer = Scorer(module, job)
    collector = _Collector(job, parts, progress)
    pool = ThreadPoolExecutor(threads, thread_name_prefix="score")
    try:
        waiting: deque[tuple[int, Future[tuple[Any, Times]]]] = deque()
        reader = table.reader(job.columns)
        for part, start, batch in _batches(job, reader, missing, collector.times):
            waiting.append((part, pool.submit(scorer.score, batch, start)))
            if len(waiting) > threads * _AHEAD:
                collector.add(waiting[0][0], *waiting.popleft()[1].result())
        for part, future in waiting:
            collector.add(part, *future.result())
    finally:
        pool.shutdown(cancel_futures=True)
    return collector.times


def score_part(job: Job, scorer: Scorer, reader: TableReader, parts: Parts, part: int) -> Times:
    """Scores one part on this thread."""
    collector = _Collector(job, parts, None)
    for _, start, batch in _batches(job, reader, [part], collector.times):
        collector.add(part, *scorer.score(batch, start))
    return collector.times


def _batches(
    job: Job, reader: TableReader, wanted: Iterable[int], times: Times
) -> Iterator[tuple[int, int, Any]]:
    """Yields the batches of parts, each with its part and its first row."""
    for part in wanted:
        at, stop = job.range_of(part)
        batches = reader.batches(at, stop, job.batch_rows)
        while True:
            begin = time.perf_counter()
            batch = next(batches, None)
            times.reading += time.perf_counter() - begin
            if batch is None:
                break
            yield part, at, batch
            at += batch.num_rows


class _Collector:
    """Writes parts as soon as all their batches are there."""

    def __init__(self, job: Job, parts: Parts, progress: Progress | None) -> None:
        self.times = Times()
        self._job = job
        self._parts = parts
        self._progress = progress
        self._scored: list[Any] = []
        self._rows = 0

    def add(self, part: int, rows: Any, spent: Times) -> None:
        """Takes the next batch of a part; batches come in order."""
        self.times.add(spent)
        self._scored.append(rows)
        self._rows += rows.num_rows
        start, stop = self._job.range_of(part)
        if self._rows == stop - start:
            self._write(part)
        if self._progress is not None:
            self._progress.add(rows.num_rows)

    def _write(self, part: int) -> None:
        begin = time.perf_counter()
        whole = needs.arrow().concat_tables(self._scored)
        require_room(self._job.output, whole.schema)
        self._parts.write(part, whole)
        self.times.writing += time.perf_counter() - begin
        self._scored, self._rows = [], 0
