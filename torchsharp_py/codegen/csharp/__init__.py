"""Writes a model as a C# class (C# 8, nullable, no warnings)."""

from __future__ import annotations

from torchsharp_py.codegen.csharp.context import RESERVED
from torchsharp_py.codegen.csharp.file import emit

__all__ = ["RESERVED", "emit"]
