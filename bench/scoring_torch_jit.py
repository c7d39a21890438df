"""Scores a Parquet file with ``torch.jit``, as a program without this package would.

Usage: python bench/scoring_torch_jit.py MODEL INPUT OUTPUT THREADS

It reads, calls and writes as ``torchsharp-py score`` does: batches of 1,024 rows, one operator on
one thread, and as many calls beside each other as there are threads.
"""

from __future__ import annotations

import sys
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import numpy
import pyarrow as pa
import pyarrow.parquet as pq
import torch

BATCH = 1024


def main(model_path: str, source: str, target: str, threads: int) -> None:
    """Runs the program."""
    torch.set_num_threads(1)
    model: Any = torch.jit.load(model_path)  # type: ignore[no-untyped-call]

    def score(batch: Any) -> Any:
        rows = numpy.stack([column.to_numpy() for column in batch.columns], 1).astype("float32")
        with torch.no_grad():
            result = model(torch.from_numpy(rows))
        return pa.table({"result": result.numpy()})

    waiting: deque[Future[Any]] = deque()
    schema = pa.schema({"result": pa.float32()})
    with ThreadPoolExecutor(threads) as pool, pq.ParquetWriter(target, schema) as writer:
        scored = []
        for batch in pq.ParquetFile(source).iter_batches(BATCH):
            waiting.append(pool.submit(score, batch))
            if len(waiting) > 2 * threads:
                scored.append(waiting.popleft().result())
        scored += [one.result() for one in waiting]
        writer.write_table(pa.concat_tables(scored))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
