"""Rows of exported programs: beside TorchScript in C++, C# and ONNX Runtime."""

from __future__ import annotations

from collections.abc import Iterator

from budget import Budget, Row
from measure import Case, Effort, Measurement, Samples, calls, throughput
from programs import Programs

# The interpreter and the compiled code, beside TorchScript's module.forward.
_BUDGETS = {
    "add": ("x + y on 10 floats", 0.6, 0.4),
    "mlp": ("three linear layers", 0.85, 0.7),
    "conv": ("two convolutions", 1.0, 0.75),
    "transformer": ("two transformer layers", 0.9, 0.6),
}


def _cpp(name: str) -> Case:
    return Case("cpp-programs", name)


def _beside_torchscript() -> Iterator[Row]:
    for name, (title, interpreted, compiled) in _BUDGETS.items():
        script = _cpp(f"script_{name}")
        for kind, limit in (("program", interpreted), ("compiled", compiled)):
            measure = calls(_cpp(f"{kind}_{name}"), script)
            title_of_kind = f"exported program, {'compiled' if kind == 'compiled' else 'C++'}"
            yield Row(
                f"{kind}-{name}",
                f"{title_of_kind} / TorchScript module.forward: {title}",
                measure,
                Budget(limit),
                "exported programs",
            )


def _others() -> Iterator[Row]:
    for name, (title, *_) in _BUDGETS.items():
        yield Row(
            f"program-csharp-{name}",
            f"exported program, C# typed call / C++: {title}",
            calls(Case("csharp-programs", name), _cpp(f"program_{name}")),
            Budget(1.05),
            "exported programs",
        )
        yield Row(
            f"program-load-{name}",
            f"exported program, load / TorchScript load: {title}",
            calls(_cpp(f"load_program_{name}"), _cpp(f"load_script_{name}")),
            Budget(0.3),
            "exported programs",
        )
        yield Row(
            f"program-first-{name}",
            f"exported program, first call / first call of TorchScript: {title}",
            calls(_cpp(f"first_program_{name}"), _cpp(f"first_script_{name}")),
            section="exported programs",
        )
    yield Row(
        "program-threads",
        "exported program, two threads / one thread, throughput: two convolutions",
        throughput(_cpp("program_threads_conv"), _cpp("program_conv")),
        Budget(1.9, at_least=True),
        "exported programs",
    )
    yield Row(
        "program-peak",
        "exported program, memory that a call of a wide model takes at its peak / TorchScript",
        _peak("program_wide", "script_wide"),
        Budget(1.0),
        "exported programs",
    )


def _peak(measured: str, baseline: str) -> Measurement:
    """Compares the largest growth of a program's memory in its first call of a model."""

    def growth(programs: Programs, case: str) -> float:
        with programs.fresh_worker("cpp-programs") as worker:
            before = worker.resident_bytes()
            worker.forget_peak()
            worker.measure(case, 1)
            return (worker.peak_bytes() - before) / 1e6

    def measure(programs: Programs, effort: Effort) -> Samples:
        samples = Samples("MB", [], [])
        for _ in range(effort.fresh_programs):
            samples.measured.append(growth(programs, measured))
            samples.baseline.append(growth(programs, baseline))
        return samples

    return measure


def _onnx() -> Iterator[Row]:
    for name, (title, *_) in _BUDGETS.items():
        for threads in (1, 2):
            plural = "thread" if threads == 1 else "threads"
            yield Row(
                f"program-onnx-{name}-{threads}",
                f"exported program, Python call / ONNX Runtime, {threads} {plural}: {title}",
                calls(
                    Case("python-programs", f"program_{name}_{threads}"),
                    Case("python-programs", f"onnx_{name}_{threads}"),
                ),
                section="exported programs",
            )


PROGRAM_ROWS = (*_beside_torchscript(), *_others(), *_onnx())
