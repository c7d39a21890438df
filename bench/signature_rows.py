"""Rows of typed signatures: the cost of converting each language's arguments and results.

The cases have the names of the methods of ``models.Signatures``.
"""

from __future__ import annotations

from collections.abc import Iterator

from budget import Budget, Row
from measure import Case, calls, counts

SIGNATURES = {
    "tensor": "Tensor -> Tensor",
    "tensors": "3 Tensors -> 3-tuple",
    "mapping": "Dict[str, Tensor] of 10 -> the same",
    "numbers": "List[int] of 1,000 -> the same",
    "text": "str of 43 characters -> the same",
    "scalars": "4 int, 2 float, 2 bool -> float",
}
WITHOUT_OVERHEAD = {"tensor", "tensors", "scalars"}


def _csharp() -> Iterator[Row]:
    for name, title in SIGNATURES.items():
        title = f"C# typed / C++ building IValues: {title}"
        measure = calls(Case("csharp", name), Case("cpp-signatures", name))
        yield Row(f"csharp-{name}", title, measure, Budget(1.15), "typed C#")


def _python() -> Iterator[Row]:
    for name, title in SIGNATURES.items():
        title = f"Python held method / torch.jit: {title}"
        measure = calls(Case("python", name), Case("python", f"torch_jit_{name}"))
        yield Row(f"python-{name}", title, measure, Budget(0.6), "Python")


def _allocation() -> Iterator[Row]:
    for name, title in SIGNATURES.items():
        title = f"C# bytes of a call / of its result alone: {title}"
        call, result = Case("csharp", f"{name}_bytes"), Case("csharp", f"{name}_result_bytes")
        budget = Budget(1.0) if name in WITHOUT_OVERHEAD else None
        yield Row(f"bytes-{name}", title, counts(call, result, "bytes"), budget, "allocation")


SIGNATURE_ROWS = (*_csharp(), *_python(), *_allocation())
