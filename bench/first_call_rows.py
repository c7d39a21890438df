"""Rows of first calls, with and without ``warmup``."""

from __future__ import annotations

from collections.abc import Iterator

from budget import Row
from measure import Effort, Measurement, Samples, in_turn
from programs import Programs

WARM_UP_CALLS = 20
STEADY_CALLS = 500


def first_calls(program: str) -> Measurement:
    """Compares the first call in a fresh program, with and without a warm-up before it."""

    def measure(programs: Programs, effort: Effort) -> Samples:
        def first_call(warm: bool) -> float:
            with programs.fresh_worker(program) as worker:
                if warm:
                    worker.measure("warm_up", WARM_UP_CALLS)
                return worker.measure("call", 1) / 1e3

        return in_turn(
            "us", lambda: first_call(True), lambda: first_call(False), effort.fresh_programs
        )

    return measure


def steady_calls(program: str) -> Measurement:
    """Compares the first call after a warm-up with the later calls in the same program."""

    def measure(programs: Programs, effort: Effort) -> Samples:
        samples = Samples("us", [], [])
        for _ in range(effort.fresh_programs):
            with programs.fresh_worker(program) as worker:
                worker.measure("warm_up", WARM_UP_CALLS)
                samples.measured.append(worker.measure("call", 1) / 1e3)
                worker.measure("call", STEADY_CALLS)
                samples.baseline.append(worker.measure("call", STEADY_CALLS) / 1e3)
        return samples

    return measure


def _rows() -> Iterator[Row]:
    for name, language in (("csharp", "C#"), ("python", "Python")):
        program = f"{name}-first-call"
        yield Row(
            program,
            f"{language} first call after warm-up / first call without",
            first_calls(program),
            section="first calls",
        )
        yield Row(
            f"{name}-warm-call",
            f"{language} first call after warm-up / later calls",
            steady_calls(program),
            section="first calls",
        )


FIRST_CALL_ROWS = tuple(_rows())
