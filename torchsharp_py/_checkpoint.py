"""Reading checkpoints: what ``torchsharp_py.load`` does."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from torchsharp_py._device import device_name
from torchsharp_py._errors import (
    DeviceError,
    ModelFormatError,
    ModelIOError,
    ModelNotFoundError,
    ScriptTypeError,
)

if TYPE_CHECKING:
    import torch


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
    if os.fspath(path).lower().endswith(".safetensors"):
        return _read_safetensors(path, device)
    import pickle

    import torch

    try:
        loaded = torch.load(path, map_location=device, weights_only=True)
    except OSError as error:
        raise ModelIOError(f"{os.fspath(path)!r} cannot be read: {error}") from error
    except (pickle.UnpicklingError, EOFError, RuntimeError, ValueError, KeyError) as error:
        if _is_about_device(error):
            raise DeviceError(str(error)) from error
        raise ModelFormatError(_why_not_a_checkpoint(path, error)) from error
    if not isinstance(loaded, Mapping):
        raise ModelFormatError(
            f"expected a dict of tensors in {os.fspath(path)!r}, got {type(loaded).__name__}"
        )
    return dict(loaded)


def _is_about_device(error: Exception) -> bool:
    """Whether torch.load failed only because a device is not available."""
    return isinstance(error, RuntimeError) and "map_location" in str(error)


def _why_not_a_checkpoint(path: str | os.PathLike[str], error: Exception) -> str:
    name = repr(os.fspath(path))
    if "TorchScript" in str(error):
        return f"expected a checkpoint, got a TorchScript module in {name}: load it with jit.load"
    return f"{name} is not a torch.save checkpoint that can be read without running its code"


def _read_safetensors(path: str | os.PathLike[str], device: str | None) -> dict[str, Any]:
    try:
        from safetensors import SafetensorError
        from safetensors.torch import load_file
    except ImportError as error:
        raise ImportError(
            "the package safetensors, which reads .safetensors files, is not installed: "
            "pip install 'torchsharp_py[safetensors]'"
        ) from error
    try:
        return load_file(path, device=device or "cpu")
    except SafetensorError as error:
        raise ModelFormatError(f"{os.fspath(path)!r} is not a safetensors file: {error}") from error
