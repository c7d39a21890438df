"""Rows of loading a model: its time, and the memory that a large one takes beyond the weights."""

from __future__ import annotations

import zipfile
from pathlib import Path

from budget import Budget, Row
from measure import Case, Effort, Measurement, Samples, calls
from programs import Programs


def _weight_bytes(model: Path) -> int:
    with zipfile.ZipFile(model) as archive:
        return sum(item.file_size for item in archive.infolist() if "/data/" in item.filename)


def load_peak(program: str) -> Measurement:
    """Compares the peak of loading from bytes, minus the weights, with the size of the file.

    The peak is the largest growth of the program's memory since before the bytes were read.
    """

    def measure(programs: Programs, effort: Effort) -> Samples:
        model = programs.large_model()
        samples = Samples("MB", [], [])
        for _ in range(effort.fresh_programs):
            with programs.fresh_worker(program) as worker:
                before = worker.resident_bytes()
                worker.forget_peak()
                worker.measure("load_bytes", 1)
                growth = worker.peak_bytes() - before
            samples.measured.append((growth - _weight_bytes(model)) / 1e6)
            samples.baseline.append(model.stat().st_size / 1e6)
        return samples

    return measure


def load_growth(program: str) -> Measurement:
    """Compares the growth of a program's memory by loading a mapped file with the file's size."""

    def measure(programs: Programs, effort: Effort) -> Samples:
        model = programs.large_model()
        samples = Samples("MB", [], [])
        for _ in range(effort.fresh_programs):
            with programs.fresh_worker(program) as worker:
                before = worker.resident_bytes()
                worker.measure("load_mapped", 1)
                samples.measured.append((worker.resident_bytes() - before) / 1e6)
            samples.baseline.append(model.stat().st_size / 1e6)
        return samples

    return measure


def load_time(size: str) -> Row:
    """Compares a load, which checks every record, with one of ``torch.jit``, which does not."""
    ours, theirs = f"load_{size}", f"torch_jit_load_{size}"
    return Row(
        f"load-{size}",
        f"Python jit.load / torch.jit.load, {size} model",
        calls(Case("python-load", ours), Case("python-load", theirs)),
        Budget(1.03),
        "loading",
    )


LOAD_ROWS = (
    load_time("small"),
    load_time("large"),
    Row(
        "csharp-load",
        "C# peak memory of loading from bytes, less the weights / size of the file",
        load_peak("csharp-load"),
        Budget(1.1),
        "loading",
    ),
    Row(
        "python-load",
        "Python peak memory of loading from bytes, less the weights / size of the file",
        load_peak("python-load"),
        Budget(1.1),
        "loading",
    ),
    Row(
        "csharp-load-mapped",
        "C# memory after a memory-mapped load / size of the file",
        load_growth("csharp-load"),
        section="loading",
    ),
    Row(
        "python-load-mapped",
        "Python memory after a memory-mapped load / size of the file",
        load_growth("python-load"),
        section="loading",
    ),
)
