"""Reading checkpoints: what ``torchsharp_py.load`` does."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from torchsharp_py import _C
from torchsharp_py._device import device_name
from torchsharp_py._errors import (
    DeviceError,
    ModelFormatError,
    ModelIOError,
    ModelNotFoundError,
    ScriptMemoryError,
    ScriptTypeError,
    TorchSharpError,
)
from torchsharp_py._paths import native_path

if TYPE_CHECKING:
    import torch


# How PyTorch says that the device that a tensor was saved from is not available.
_NO_DEVICE = re.compile("map_location|not linked with support")
# How it says that a file needs a class or function.
_NOT_ALLOWED = re.compile(r"GLOBAL (\S+) (?:was not an allowed global|whose module)")


def load(
    path: str | os.PathLike[str], map_location: str | torch.device | None = None
) -> dict[str, Any]:
    """Loads the tensors of a checkpoint, for ``module.load_state_dict``.

    Args:
        path: A file written by ``torch.save``, or one whose name ends with ``.safetensors``, in
            upper or lower case. No code of the file runs (``weights_only=True``).
        map_location: The device for the tensors; None keeps the devices that they were saved from
            (for a safetensors file: the CPU).

    Returns:
        The tensors by name.

    Raises:
        ModelNotFoundError: The file does not exist (also a ``FileNotFoundError``).
        ModelIOError: The file cannot be read (also an ``OSError``).
        ModelFormatError: The file is not a checkpoint, or it holds something else than a dict.
        DeviceError: The device is not available.
        ScriptMemoryError: The tensors do not fit into memory (also a ``MemoryError``).
        ImportError: The package ``safetensors``, which reads such files, is not installed.
    """
    device = device_name(map_location)
    if not isinstance(path, (str, os.PathLike)):
        raise ScriptTypeError(
            f"expected the path of a checkpoint, got {type(path).__name__}: use torch.load for "
            "bytes and file objects"
        )
    if os.path.isdir(path):
        raise ModelIOError(f"expected a file, got the folder {os.fspath(path)!r}")
    if not os.path.exists(path):
        raise ModelNotFoundError(f"there is no file {os.fspath(path)!r}")
    if device is not None:
        _require_device(device)
    if os.fspath(path).lower().endswith(".safetensors"):
        return _read_safetensors(path, device or "cpu")
    import torch

    _C.require_few_repeats(native_path(path))
    # A damaged file makes Python's reader of pickles fail with any error there is.
    try:
        loaded = torch.load(path, map_location=device, weights_only=True)
    except Warning:  # the caller wants warnings as errors
        raise
    except Exception as error:
        raise _typed(path, error, _why_not_a_checkpoint) from error
    if not isinstance(loaded, Mapping):
        raise ModelFormatError(
            f"expected a dict of tensors in {os.fspath(path)!r}, got {type(loaded).__name__}"
        )
    return dict(loaded)


def _require_device(device: str) -> None:
    """Requires that tensors can be on a device, before a reader fails in a way of its own."""
    import torch

    try:
        torch.empty(0, device=device)
    except (RuntimeError, AssertionError, ImportError) as error:  # the last two: built without it
        reason = str(error).partition("\n")[0]
        raise DeviceError(f"the device {device!r} is not available: {reason}") from error


def _typed(
    path: str | os.PathLike[str],
    error: Exception,
    why: Callable[[str | os.PathLike[str], Exception], str],
) -> TorchSharpError:
    """Returns the error of this package for one of a reader; ``why`` says what is wrong."""
    name = repr(os.fspath(path))
    if isinstance(error, MemoryError) or "can't allocate memory" in str(error):
        return ScriptMemoryError(f"the tensors of {name} do not fit into memory")
    if isinstance(error, OSError):
        return ModelIOError(f"{name} cannot be read: {error}")
    if isinstance(error, RuntimeError) and _NO_DEVICE.search(str(error)):
        return DeviceError(str(error))
    return ModelFormatError(why(path, error))


def _why_not_a_checkpoint(path: str | os.PathLike[str], error: Exception) -> str:
    name = repr(os.fspath(path))
    if "TorchScript" in str(error):
        return f"expected a checkpoint, got a TorchScript module in {name}: load it with jit.load"
    if needed := _NOT_ALLOWED.search(str(error)):
        return (
            f"{name} needs the class or function '{needed[1]}', whose code is not in the file: "
            "save tensors and plain values only, of a module its state_dict(), or save the whole "
            "module with torch.jit.script(module).save(path)"
        )
    if "legacy .tar format" in str(error):
        return (
            f"{name} is a tar archive, as PyTorch wrote before version 0.1.10: if you trust it, "
            "read it with torch.load(path, weights_only=False) and save it again"
        )
    return f"{name} is not a torch.save checkpoint that can be read without running its code"


def _read_safetensors(path: str | os.PathLike[str], device: str) -> dict[str, Any]:
    try:
        import safetensors.torch
    except ImportError as error:
        raise ImportError(
            "the package safetensors, which reads .safetensors files, is not installed: "
            "pip install 'torchsharp_py[safetensors]'"
        ) from error
    on_meta = device.partition(":")[0] == "meta"  # the reader does not know this device
    try:
        tensors: dict[str, Any] = safetensors.torch.load_file(
            path, device="cpu" if on_meta else device
        )
    except Warning:
        raise
    except Exception as error:
        raise _typed(path, error, _why_not_safetensors) from error
    return {name: tensor.to(device) for name, tensor in tensors.items()} if on_meta else tensors


def _why_not_safetensors(path: str | os.PathLike[str], error: Exception) -> str:
    reason = str(error).partition("\n")[0]
    return f"{os.fspath(path)!r} is not a safetensors file: {reason}"
