"""The C# compiler of the .NET SDK, in this process, and the host of the cells that it compiles.

The host is C# source beside this file. The SDK's own compiler compiles it in memory at first use,
so it fits whichever compiler is there, and a package needs no build for it.
"""

from __future__ import annotations

import functools
import os
import re
from pathlib import Path
from typing import Any

from torchsharp_py import dotnet

_SOURCES = Path(__file__).parent / "host"
_ASSEMBLY = "TorchSharpPy.Notebook"  # TorchSharpPy shows its internals to this name
_WARNING = 2  # Microsoft.CodeAnalysis.DiagnosticSeverity.Warning
_COMPILER = ("Microsoft.CodeAnalysis.dll", "Microsoft.CodeAnalysis.CSharp.dll")


def new_session() -> Any:
    """Starts .NET if necessary and creates a ``TorchSharpPy.Notebook.Session``.

    Raises:
        DotnetNotFoundError: .NET, its SDK or pythonnet is missing; the message says what to do.
    """
    return _host_assembly()[0].CreateInstance(f"{_ASSEMBLY}.Session")


def compile_host() -> tuple[Any, list[str]]:
    """Compiles the host into this process.

    Returns:
        The assembly, and the compiler's warnings.
    """
    return _host_assembly()


@functools.cache
def _host_assembly() -> tuple[Any, list[str]]:
    dotnet.load()
    from System import Object
    from System.Reflection import Assembly

    runtime = Path(Assembly.GetAssembly(Object).Location)
    # <root>/shared/Microsoft.NETCore.App/<version>/System.Private.CoreLib.dll
    folder = find_compiler(runtime.parents[3])
    for name in _COMPILER:
        dotnet.add_reference(folder / name)
    return _compile_sources()


def find_compiler(root: Path) -> Path:
    """Finds the folder of the C# compiler in the newest SDK of a .NET installation.

    Raises:
        DotnetNotFoundError: The installation has no SDK with a compiler.
    """
    found = [
        file.parent
        for file in root.glob(f"sdk/*/Roslyn/bincore/{_COMPILER[1]}")
        if (file.parent / _COMPILER[0]).exists()
    ]
    if not found:
        raise dotnet.DotnetNotFoundError(
            f"expected the C# compiler of a .NET SDK ({root}/sdk/*/Roslyn/bincore/{_COMPILER[1]}), "
            "but this .NET has only a runtime: install a .NET SDK of version 8 or later, and set "
            "DOTNET_ROOT to its folder before the first C# cell"
        )
    return max(found, key=lambda folder: _version(folder.parents[1].name))


def _version(name: str) -> tuple[list[int], bool]:
    """What SDK folders are sorted by: 9.0.100 comes after 9.0.100-rc.1 and 8.0.404."""
    release, _, preview = name.partition("-")
    return [int(part) for part in re.findall(r"\d+", release)], not preview


def _compile_sources() -> tuple[Any, list[str]]:
    from Microsoft.CodeAnalysis import (
        MetadataReference,
        NullableContextOptions,
        OptimizationLevel,
        OutputKind,
        ReportDiagnostic,
        SyntaxTree,
    )
    from Microsoft.CodeAnalysis.CSharp import (
        CSharpCompilation,
        CSharpCompilationOptions,
        CSharpParseOptions,
        CSharpSyntaxTree,
    )
    from System import AppContext, AppDomain, Array, String
    from System.Collections.Generic import Dictionary
    from System.IO import MemoryStream
    from System.Reflection import Assembly
    from System.Text import Encoding

    trees = [
        CSharpSyntaxTree.ParseText(
            path.read_text(encoding="utf-8"), CSharpParseOptions(), path.name, Encoding.UTF8
        )
        for path in sorted(_SOURCES.glob("*.cs"))
    ]
    files = set(str(AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")).split(os.pathsep))
    names = ("TorchSharpPy", "Python.Runtime", *(Path(name).stem for name in _COMPILER))
    loaded = (one for one in AppDomain.CurrentDomain.GetAssemblies() if not one.IsDynamic)
    files |= {one.Location for one in loaded if one.GetName().Name in names}
    references = [MetadataReference.CreateFromFile(path) for path in sorted(files)]
    # The compiler was built with another version of .NET's libraries, which the runtime unifies.
    suppressed = Dictionary[String, ReportDiagnostic]()
    for number in ("CS1701", "CS1702"):
        suppressed[number] = ReportDiagnostic.Suppress
    options = (
        CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
        .WithOptimizationLevel(OptimizationLevel.Release)
        .WithNullableContextOptions(NullableContextOptions.Enable)
        .WithSpecificDiagnosticOptions(suppressed)
    )
    compilation = CSharpCompilation.Create(
        _ASSEMBLY, Array[SyntaxTree](trees), Array[MetadataReference](references), options
    )
    code = MemoryStream()
    emitted = compilation.Emit(code)
    said = [str(one) for one in emitted.Diagnostics if int(one.Severity) >= _WARNING]
    if not emitted.Success:
        raise dotnet.DotnetNotFoundError(
            "the host of C# cells does not compile with the compiler of this .NET SDK: install "
            "version 8 or later. The compiler says:\n" + "\n".join(said)
        )
    return Assembly.Load(code.ToArray()), said
