"""Rows of listing the one hundred parameters of a module, with their names."""

from __future__ import annotations

from budget import Budget, Row
from measure import Case, calls

_TORCH_JIT = Case("python", "torch_jit_parameters")
_PYTHON = Case("python", "named_parameters")
_CSHARP = Case("csharp-members", "named_parameters")

MEMBER_ROWS = (
    Row(
        "python-parameters",
        "Python named_parameters() of 100 / torch.jit",
        calls(_PYTHON, _TORCH_JIT),
        Budget(0.15),
    ),
    Row(
        "python-parameters-kept",
        "Python named_parameters() of 100 / a list that was made before",
        calls(_PYTHON, Case("python", "kept_parameters")),
    ),
    Row(
        "csharp-parameters",
        "C# named_parameters() of 100, not disposed / Python torch.jit",
        calls(_CSHARP, _TORCH_JIT),
        Budget(0.3),
    ),
    Row(
        "csharp-parameters-kept",
        "C# named_parameters() of 100, not disposed / a list that was made before",
        calls(_CSHARP, Case("csharp-members", "kept_parameters")),
    ),
)
