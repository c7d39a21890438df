"""Writes a model as a Python module with typed classes (mypy strict, in ruff's format)."""

from __future__ import annotations

from torchsharp_py.codegen.python.context import RESERVED
from torchsharp_py.codegen.python.file import emit

__all__ = ["RESERVED", "emit"]
