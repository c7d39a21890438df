"""Rows of operators: C# beside C++, and a chain of small ones beside Python's torch."""

from __future__ import annotations

from collections.abc import Iterator

from budget import Budget, Row
from measure import Case, Effort, Samples, calls, counts
from programs import Programs

OPERATORS = {
    "add": ("x + y on 10 floats", 1.25),
    "scale": ("x * 0.5 on 10 floats", 1.25),
    "add_in_place": ("x.add_(y) on 10 floats", 1.3),
    "index": ("x[1] of 10 rows", 1.3),
    "sum": ("x.sum() of 10 floats", 1.3),
    "item": ("item<float>()", 1.3),
    "rand": ("rand(10)", 1.3),
    "matmul": ("matmul of 1024 x 1024", 1.02),
    "convolution": ("conv2d, 64 channels of 56 x 56", 1.02),
}
# Of 400 MB. The speed of memcpy depends on the addresses, so both copy the same memory.
COPIES = {
    "in": "C# tensor(array) of 400 MB / memcpy into new memory",
    "out": "C# data<float>().CopyTo(array) of 400 MB / memcpy",
}


def _rows() -> Iterator[Row]:
    for name, (title, limit) in OPERATORS.items():
        measure = calls(Case("csharp-operators", name), Case("cpp-operators", name))
        yield Row(f"operator-{name}", f"C# / C++: {title}", measure, Budget(limit), "operators")
    in_python = Case("python", "torch_chain")
    chain = calls(Case("csharp-operators", "chain"), in_python)
    yield Row(
        "operator-chain", "C# / Python's torch: 20 small operators", chain, Budget(0.6), "operators"
    )
    least = calls(Case("cpp-operators", "chain"), in_python)
    yield Row("chain-cpp", "C++ / Python's torch: 20 small operators", least, None, "operators")
    for name, title in COPIES.items():
        case, memcpy = (Case("csharp-operators", f"{road}_{name}") for road in ("copy", "memcpy"))
        yield Row(f"copy-{name}", title, calls(case, memcpy), Budget(1.25), "operators")
    size = Case("csharp-operators", "add_bytes"), Case("csharp-operators", "add_result_bytes")
    title = "C# bytes of x + y / of its result alone"
    yield Row("operator-bytes", title, counts(*size, "bytes"), Budget(1.0), "operators")
    title = "C# peak memory of 2,000 tensors of 4 MB, forgotten / disposed"
    yield Row("operator-garbage", title, loop_peak, Budget(3.0), "operators")


def loop_peak(programs: Programs, effort: Effort) -> Samples:
    """Compares the peak memory of a loop that forgets its tensors with one that disposes them."""
    samples = Samples("MB", [], [])
    for _ in range(effort.fresh_programs):
        for case, peaks in (("forgetting", samples.measured), ("disposing", samples.baseline)):
            with programs.fresh_worker("csharp-operators") as worker:
                worker.forget_peak()
                worker.measure(case, 2000)
                peaks.append(worker.peak_bytes() / 1e6)
    return samples


OPERATOR_ROWS = tuple(_rows())
