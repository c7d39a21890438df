"""How fast ``torchsharp-py score`` is, beside a program that does the same with ``torch.jit``.

Usage:
    python bench/scoring.py                    # the table
    python bench/scoring.py --rows 20000 --pairs 1

Both are processes of their own, so the time includes the start, and run in turns: A, B, B, A. The
ratios are the medians of the pairs', of the time from start to end and of the processor's time,
which other work on the machine disturbs less. The report of ``score`` says what the model took.
"""

from __future__ import annotations

import argparse
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy
import pyarrow as pa
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = 32
WIDTHS = {"small": 64, "large": 512}


def write_model(path: Path, width: int) -> None:
    """Writes a network with two hidden layers."""
    import torch
    from torch import nn

    warnings.simplefilter("ignore")
    layers = [nn.Linear(COLUMNS, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU()]
    model = nn.Sequential(*layers, nn.Linear(width, 1), nn.Flatten(0))
    torch.jit.save(torch.jit.script(model), str(path))


def write_table(path: Path, rows: int) -> list[str]:
    """Writes a table of real numbers; returns the names of its columns."""
    random = numpy.random.default_rng(0)
    names = [f"f{i}" for i in range(COLUMNS)]
    pq.write_table(pa.table({name: random.normal(size=rows) for name in names}), path)
    return names


class Run(NamedTuple):
    """A process that has ended: its seconds, those of processors, and what it printed."""

    seconds: float
    processor: float
    said: str


def run(command: Sequence[str], output: Path) -> Run:
    """Runs a process."""
    output.unlink(missing_ok=True)
    begin, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    taken, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(taken, spent, done.stdout)


def rows_of(folder: Path, rows: int, pairs: int) -> Iterator[tuple[Any, ...]]:
    """Measures each model with one thread and with two."""
    data, ours, theirs = folder / "data.parquet", folder / "ours.parquet", folder / "theirs.parquet"
    names = write_table(data, rows)
    for size, width in WIDTHS.items():
        model = folder / f"{size}.pt"
        write_model(model, width)
        for threads in (1, 2):
            mine = [sys.executable, "-m", "torchsharp_py", "score", str(model), "-i", str(data)]
            mine += ["--columns", ",".join(names), "-o", str(ours), "--threads", str(threads)]
            script = str(ROOT / "bench" / "scoring_torch_jit.py")
            other = [sys.executable, script, str(model), str(data), str(theirs), str(threads)]
            a: list[Run] = []
            b: list[Run] = []
            for pair in range(pairs):
                sides = [(a, mine, ours), (b, other, theirs)]
                for runs, command, output in sides[:: -1 if pair % 2 else 1]:
                    runs.append(run(command, output))
            require_equal(ours, theirs)
            share = share_of(a[-1].said)
            yield size, threads, "time", *compared(a, b, lambda one: one.seconds), share
            yield size, threads, "processor", *compared(a, b, lambda one: one.processor), share


def compared(
    a: Sequence[Run], b: Sequence[Run], number: Callable[[Run], float]
) -> tuple[float, float, float]:
    """The medians of both sides, and that of the pairs' ratios."""
    x, y = [number(one) for one in a], [number(one) for one in b]
    ratios = [p / q for p, q in zip(x, y, strict=True)]
    return statistics.median(x), statistics.median(y), statistics.median(ratios)


def share_of(said: str) -> str:
    """The part of the threads' time that was the model's, from the report of ``score``."""
    found = re.search(r"the model +([\d.]+ s) +(\d+ %)", said)
    inside = re.search(r"rows in ([\d.]+ s)", said)
    if found is None or inside is None:
        raise RuntimeError(f"expected a report, got {said}")
    return f"{found[1]} ({found[2]}); scoring {inside[1]}"


def require_equal(ours: Path, theirs: Path) -> None:
    """Checks that both have scored alike."""
    mine, other = (pq.read_table(path)["result"].to_numpy() for path in (ours, theirs))
    numpy.testing.assert_allclose(mine, other, rtol=1e-4, atol=1e-5)


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description="Measures scoring beside torch.jit.")
    parser.add_argument("--rows", type=int, default=500_000)
    parser.add_argument("--pairs", type=int, default=4)
    options = parser.parse_args()
    print(f"{options.rows:,} rows of {COLUMNS} columns, from the start of a process to its end")
    print("model  threads  what         score  torch.jit  ratio  the model's part of score")
    with tempfile.TemporaryDirectory() as folder:
        for row in rows_of(Path(folder), options.rows, options.pairs):
            print("{:5}  {:7}  {:9}  {:6.2f} s  {:7.2f} s  {:5.2f}  {}".format(*row), flush=True)


if __name__ == "__main__":
    main()
