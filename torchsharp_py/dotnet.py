"""Loads .NET and the assembly ``TorchSharpPy`` into a Python program.

    >>> from torchsharp_py import dotnet
    >>> dotnet.load()
    >>> dotnet.add_reference("bin/MyModels.dll")
    >>> from MyModels import Scorer            # a C# class, through pythonnet
    >>> Scorer().Score(torch.rand(10))         # torch.Tensor in, torch.Tensor out, no copy

Codecs convert ``torch.Tensor``, script modules and errors of torchsharp_py: where a C# method has
``TorchSharpPy.torch.Tensor`` as an argument or result, Python has ``torch.Tensor``.
"""

from __future__ import annotations

import atexit
import gc
import importlib.util
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from torchsharp_py._csharp_namespaces import warn_about_hidden
from torchsharp_py._forked_dotnet import separate_children

_ASSEMBLY = Path(__file__).parent / "lib" / "TorchSharpPy.dll"
_VISION = _ASSEMBLY.with_name("TorchSharpPy.Vision.dll")
_MINIMUM_RUNTIME = "6.0.0"


class DotnetNotFoundError(RuntimeError):
    """The .NET runtime, pythonnet or the C# assembly is missing; the message says what to do."""


def load(dotnet_root: str | os.PathLike[str] | None = None) -> None:
    """Starts the .NET runtime in this process and loads ``TorchSharpPy`` and its ``torchvision``.

    Calling it again does nothing. If a .NET program started this process, its runtime is used. Then
    ``import TorchSharpPy`` imports the C# namespace.

    Args:
        dotnet_root: The folder of a .NET installation. None means the environment variable
            ``DOTNET_ROOT``, or else the ``dotnet`` on ``PATH``.

    Raises:
        DotnetNotFoundError: .NET, pythonnet or the assembly is missing.
    """
    if not _ASSEMBLY.exists():
        raise DotnetNotFoundError(
            f"this installation of torchsharp_py has no C# assembly ({_ASSEMBLY}), because it was "
            "built without a .NET SDK: install a .NET SDK of version 8 or later, and build it again"
        )
    if "clr" not in sys.modules:
        _start_runtime(dotnet_root)
    _add(_ASSEMBLY)
    from TorchSharpPy.Bridge import Codecs

    Codecs.Register()
    if _VISION.exists():
        _add_vision()


def add_reference(assembly: str | os.PathLike[str]) -> Any:
    """Loads a C# assembly, so that its namespaces can be imported.

    A ``RuntimeWarning`` names each namespace that ``import`` does not find, because a folder or
    module on ``sys.path`` has the same name.

    Args:
        assembly: Path of the ``.dll``.

    Returns:
        The ``System.Reflection.Assembly``.

    Raises:
        FileNotFoundError: The file does not exist.
    """
    path = Path(assembly).resolve()
    if not path.exists():
        raise FileNotFoundError(f"there is no assembly {path}")
    return _add(path)


def _add_vision() -> None:
    """Loads ``torchvision`` of C#, and tells it where Python's libvips is (pyvips-binary)."""
    from System import AppDomain

    libvips = importlib.util.find_spec("_libvips")
    if libvips is not None and libvips.origin is not None:
        AppDomain.CurrentDomain.SetData("TORCHSHARP_PY_VIPS", str(Path(libvips.origin).parent))
    _add(_VISION)


def _add(path: Path) -> Any:
    """Loads an assembly for a function that a program calls."""
    import clr

    loaded = clr.AddReference(str(path))
    warn_about_hidden(loaded, stacklevel=3)
    return loaded


def _start_runtime(dotnet_root: str | os.PathLike[str] | None) -> None:
    try:
        import pythonnet
    except ImportError as error:
        raise DotnetNotFoundError(
            "the package pythonnet, which calls C#, is missing: pip install 'torchsharp_py[dotnet]'"
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
    atexit.unregister(pythonnet.unload)
    atexit.register(_end_runtime)
    separate_children(_end_runtime)


def _end_runtime() -> None:
    # When .NET exits, it collects all Python objects, which takes seconds if torch is imported.
    gc.freeze()
    # It destroys what threads in the middle of a C# call use, so it stays if there may be any.
    if len(sys._current_frames()) == 1:
        import pythonnet

        pythonnet.unload()


def _find_root(given: str | os.PathLike[str] | None) -> Path:
    if given is not None:
        if not _is_root(given):
            raise DotnetNotFoundError(
                f"expected a .NET runtime in {given}, but it has no folder host/fxr"
            )
        return Path(given)
    for candidate in (os.environ.get("DOTNET_ROOT"), _root_on_path()):
        if candidate and _is_root(candidate):
            return Path(candidate)
    raise DotnetNotFoundError(
        "no .NET runtime found in DOTNET_ROOT or by 'dotnet' on PATH: install .NET 8 or later, or "
        "pass dotnet_root"
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
