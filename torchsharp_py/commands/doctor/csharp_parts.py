"""The parts that C# in a Python process needs."""

from __future__ import annotations

import importlib.metadata
import os
import re
import subprocess
from pathlib import Path

from torchsharp_py import dotnet
from torchsharp_py.commands.doctor.children import ChildError, run_python
from torchsharp_py.commands.doctor.findings import Finding, State

_ASSEMBLY = Path(__file__).resolve().parents[2] / "lib" / "TorchSharpPy.dll"
_INSTALL_DOTNET = "install the .NET SDK 8 or later (dotnet.microsoft.com), or set DOTNET_ROOT"
_RUNTIME = "Microsoft.NETCore.App"

_CALL = """
from torchsharp_py import dotnet
dotnet.load()
import System
from TorchSharpPy import torch
unit = torch.jit.compile("def twice(x: int) -> int: return 2 * x")
result = unit.invoke[System.Int64]("twice", 21)
assert result == 42, result
found = System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription
print(f"compiled a function in {found} and called it")
"""


def check_dotnet() -> Finding:
    """The .NET runtime, and the SDK, which only builds need."""
    try:
        root = dotnet._find_root(None)
    except dotnet.DotnetNotFoundError as error:
        return Finding(".NET", State.MISSING, str(error), _INSTALL_DOTNET)
    program = root / ("dotnet.exe" if os.name == "nt" else "dotnet")
    runtimes = _versions(program, "--list-runtimes", rf"^{re.escape(_RUNTIME)} (\S+)")
    sdks = _versions(program, "--list-sdks", r"^(\S+) \[")
    text = f"runtime {', '.join(runtimes) or 'not found'} and SDK {', '.join(sdks) or 'not found'}"
    text += f" in {root}"
    if not runtimes:
        return Finding(".NET", State.FAILED, text, _INSTALL_DOTNET)
    return Finding(".NET", State.OK, text)


def check_pythonnet() -> Finding:
    """The package that calls C# from Python."""
    try:
        version = importlib.metadata.version("pythonnet")
    except importlib.metadata.PackageNotFoundError:
        text = "the package pythonnet is not installed"
        return Finding("pythonnet", State.MISSING, text, "pip install 'torchsharp_py[dotnet]'")
    return Finding("pythonnet", State.OK, version)


def check_assembly() -> Finding:
    """The C# half of the package."""
    if _ASSEMBLY.is_file():
        return Finding("C# assembly", State.OK, str(_ASSEMBLY))
    text = f"{_ASSEMBLY.name} is not in {_ASSEMBLY.parent}: the package was built without .NET"
    cure = "install a .NET SDK of version 8 or later, then build the package again"
    return Finding("C# assembly", State.MISSING, text, cure)


def check_csharp_call(needs: list[Finding]) -> Finding:
    """A call from C#, in a process that Python started.

    Args:
        needs: What was found of the parts that it needs.
    """
    missing = [one.part for one in needs if one.state is not State.OK]
    if missing:
        return Finding("C# call", State.MISSING, f"not tried without {', '.join(missing)}")
    try:
        return Finding("C# call", State.OK, run_python(_CALL))
    except ChildError as error:
        cure = "mend the parts above; if they work, please report this"
        return Finding("C# call", State.FAILED, str(error), cure)


def _versions(program: Path, option: str, pattern: str) -> list[str]:
    try:
        listed = subprocess.run(
            [program, option], capture_output=True, text=True, timeout=60, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return []  # a runtime without the program dotnet
    return re.findall(pattern, listed, flags=re.MULTILINE)
