"""Loads .NET and the assembly ``TorchSharpPy`` into a Python program.

    >>> from torchsharp_py import dotnet
    >>> dotnet.load()
    >>> dotnet.add_reference("bin/MyModels.dll")
    >>> from MyModels import Scorer            # a C# class, through pythonnet
    >>> Scorer().Score(torch.rand(10))         # torch.Tensor in, torch.Tensor out, no copy

``torch.Tensor``, script modules and torchsharp_py's errors are converted by codecs: a C# method
that takes or returns ``TorchSharpPy.torch.Tensor`` is called with ``torch.Tensor``.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

_ASSEMBLY = Path(__file__).parent / "lib" / "TorchSharpPy.dll"
_MINIMUM_RUNTIME = "6.0.0"


class DotnetNotFoundError(RuntimeError):
    """No .NET runtime, no pythonnet, or no C# assembly: the message says which, and what to do."""


def load(dotnet_root: str | os.PathLike[str] | None = None) -> None:
    """Starts the .NET runtime in this process and loads the assembly ``TorchSharpPy``.

    Calling it again does nothing; in a process that a .NET program started, that program's runtime
    is used. Afterwards ``import TorchSharpPy`` gives the C# namespace.

    Args:
        dotnet_root: The folder of a .NET installation. Without one: the environment variable
            ``DOTNET_ROOT``, then the ``dotnet`` on ``PATH``.

    Raises:
        DotnetNotFoundError: .NET, pythonnet or the assembly is missing.
    """
    if not _ASSEMBLY.exists():
        raise DotnetNotFoundError(
            f"this installation of torchsharp_py has no C# assembly ({_ASSEMBLY} is missing): it "
            "was built where there was no .NET SDK. Install a .NET SDK of version 8 or later, and "
            "build it again."
        )
    if "clr" not in sys.modules:
        _start_runtime(dotnet_root)
    add_reference(_ASSEMBLY)
    from TorchSharpPy.Bridge import Codecs

    Codecs.Register()


def add_reference(assembly: str | os.PathLike[str]) -> Any:
    """Loads a C# assembly, so that its namespaces can be imported.

    Args:
        assembly: Path of the ``.dll``.

    Returns:
        The ``System.Reflection.Assembly``.

    Raises:
        FileNotFoundError: There is no such file.
    """
    path = Path(assembly).resolve()
    if not path.exists():
        raise FileNotFoundError(f"there is no assembly {path}")
    import clr

    return clr.AddReference(str(path))


def _start_runtime(dotnet_root: str | os.PathLike[str] | None) -> None:
    try:
        import pythonnet
    except ImportError as error:
        raise DotnetNotFoundError(
            "calling C# needs the package pythonnet: pip install 'torchsharp_py[dotnet]'"
        ) from error
    root = _find_root(dotnet_root)
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "torchsharp_py.runtimeconfig.json"
        config.write_text(json.dumps(_runtime_config()), encoding="utf-8")
        try:
            pythonnet.load("coreclr", runtime_config=str(config), dotnet_root=str(root))
        except Exception as error:
            raise DotnetNotFoundError(
                f"the .NET runtime in {root} did not start: {error}"
            ) from error
    # .NET's exit collects all of Python's objects, for seconds once torch is there.
    atexit.register(gc.freeze)


def _find_root(given: str | os.PathLike[str] | None) -> Path:
    if given is not None:
        if not _is_root(given):
            raise DotnetNotFoundError(f"there is no .NET runtime in {given} (no folder host/fxr)")
        return Path(given)
    for candidate in (os.environ.get("DOTNET_ROOT"), _root_on_path()):
        if candidate and _is_root(candidate):
            return Path(candidate)
    raise DotnetNotFoundError(
        "there is no .NET runtime: DOTNET_ROOT does not name one and there is no 'dotnet' on PATH. "
        "Install .NET 8 or later, or pass dotnet_root."
    )


def _is_root(folder: str | os.PathLike[str]) -> bool:
    return (Path(folder) / "host" / "fxr").is_dir()


def _root_on_path() -> Path | None:
    program = shutil.which("dotnet")
    return Path(program).resolve().parent if program else None


def _runtime_config() -> dict[str, Any]:
    return {
        "runtimeOptions": {
            "framework": {"name": "Microsoft.NETCore.App", "version": _MINIMUM_RUNTIME},
            "rollForward": "LatestMajor",
        }
    }
