"""The C# test assembly, loaded into this process."""

from __future__ import annotations

from functools import cache
from typing import Any

from tests.dotnet.dotnet_programs import BUILD
from torchsharp_py import dotnet

ASSEMBLY = BUILD / "TorchSharpPy.Tests" / "TorchSharpPy.Tests.dll"


@cache
def load() -> Any:
    """Starts .NET in this process and returns the ``System.Reflection.Assembly`` of the tests."""
    dotnet.load()
    return dotnet.add_reference(ASSEMBLY)
