"""How a row is measured: two sides in turn, so that other load on the machine affects both."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from programs import Programs
from workers import Worker


@dataclass(frozen=True)
class Effort:
    """How long and how often to measure.

    Attributes:
        warm_up_seconds: Time for .NET's tiered compiler and TorchScript's profiling executor.
        sample_seconds: The approximate length of one sample.
        pairs: The number of samples of each side.
        starts: The number of starts of each program.
        memory_calls: Calls before the first and before the second reading of resident memory.
        fresh_programs: The number of programs for a row that a program can measure only once.
    """

    warm_up_seconds: float
    sample_seconds: float
    pairs: int
    starts: int
    memory_calls: tuple[int, int]
    fresh_programs: int


FULL = Effort(2.0, 0.05, 41, 11, (10_000, 1_000_000), 3)
QUICK = Effort(0.3, 0.01, 3, 1, (1_000, 10_000), 1)


@dataclass(frozen=True)
class Samples:
    """The samples of both sides of a row, in ``unit``; the samples of a pair are taken together.

    A row that is a quantity, not a comparison, has no ``baseline``.
    """

    unit: str
    measured: list[float]
    baseline: list[float]

    def ratios(self) -> list[float]:
        """The ratio of each pair; two equal samples, even two zeros, have the ratio 1."""
        pairs = zip(self.measured, self.baseline, strict=False)
        return [1.0 if a == b else a / b if b else math.inf for a, b in pairs]

    def ratio(self) -> float | None:
        """The median of the pairs' ratios."""
        return statistics.median(self.ratios()) if self.baseline else None

    def spread(self) -> tuple[float, float] | None:
        """The quartiles of the pairs' ratios; None for fewer than four pairs."""
        if len(self.baseline) < 4:
            return None
        lower, _, upper = statistics.quantiles(self.ratios(), n=4)
        return lower, upper


@dataclass(frozen=True)
class Case:
    """Something that a program measures on request."""

    program: str
    name: str


Measurement = Callable[[Programs, Effort], Samples]


def in_turn(
    unit: str, measured: Callable[[], float], baseline: Callable[[], float], pairs: int
) -> Samples:
    """Takes pairs of samples, every second pair in reverse: neither side is always first."""
    samples = Samples(unit, [], [])
    sides = [(samples.measured, measured), (samples.baseline, baseline)]
    for pair in range(pairs):
        for taken, take in sides if pair % 2 == 0 else reversed(sides):
            taken.append(take())
    return samples


def warmed_up(programs: Programs, case: Case, effort: Effort) -> Callable[[], float]:
    """Runs a case until it is compiled; returns a function that takes a sample in microseconds."""
    worker = programs.worker(case.program)
    nanoseconds = worker.measure(case.name, 2)
    end = time.perf_counter() + effort.warm_up_seconds
    while time.perf_counter() < end:
        chunk = max(1, round(0.02e9 / nanoseconds))
        nanoseconds = worker.measure(case.name, chunk)
    count = max(1, round(effort.sample_seconds * 1e9 / nanoseconds))
    return lambda: worker.measure(case.name, count) / 1e3


def calls(measured: Case, baseline: Case) -> Measurement:
    """Compares the time of two calls."""

    def measure(programs: Programs, effort: Effort) -> Samples:
        first = warmed_up(programs, measured, effort)
        second = warmed_up(programs, baseline, effort)
        return in_turn("us", first, second, effort.pairs)

    return measure


def throughput(measured: Case, baseline: Case) -> Measurement:
    """Compares the number of calls that two cases make in a second."""

    def measure(programs: Programs, effort: Effort) -> Samples:
        first = warmed_up(programs, measured, effort)
        second = warmed_up(programs, baseline, effort)
        return in_turn("calls/s", lambda: 1e6 / first(), lambda: 1e6 / second(), effort.pairs)

    return measure


def starts(measured: str, baseline: str) -> Measurement:
    """Compares the time from the start of two programs to their first result."""

    def measure(programs: Programs, effort: Effort) -> Samples:
        for name in (measured, baseline):
            programs.start(name)  # brings their files into memory
        return in_turn(
            "s", lambda: programs.start(measured), lambda: programs.start(baseline), effort.starts
        )

    return measure


def memory(case: Case) -> Measurement:
    """Compares a program's resident memory after many calls with that after few."""

    def measure(programs: Programs, effort: Effort) -> Samples:
        few, many = effort.memory_calls
        samples = Samples("MB", [], [])
        for _ in range(effort.fresh_programs):
            with programs.fresh_worker(case.program) as worker:
                for _ in range(10):
                    worker.measure(case.name, few // 10)
                    time.sleep(0.2)  # .NET compiles frequently called methods in the background
                samples.baseline.append(_resident_megabytes(worker))
                worker.measure(case.name, many - few)
                samples.measured.append(_resident_megabytes(worker))
        return samples

    return measure


def _resident_megabytes(worker: Worker) -> float:
    worker.measure("settle", 1)
    return worker.resident_bytes() / 1e6


def counts(measured: Case, baseline: Case, unit: str) -> Measurement:
    """Compares the counts of two cases per call, once they are compiled."""

    def measure(programs: Programs, effort: Effort) -> Samples:
        def count(case: Case) -> float:
            return programs.worker(case.program).measure(case.name, 1_000)

        end = time.perf_counter() + effort.warm_up_seconds
        while time.perf_counter() < end:
            count(measured)
        return in_turn(unit, lambda: count(measured), lambda: count(baseline), effort.pairs)

    return measure


def quantity(case: Case, unit: str) -> Measurement:
    """One number that a program counts, per call."""

    def measure(programs: Programs, effort: Effort) -> Samples:
        warmed_up(programs, case, effort)
        worker = programs.worker(case.program)
        return Samples(unit, [worker.measure(case.name, 10_000) for _ in range(effort.pairs)], [])

    return measure
