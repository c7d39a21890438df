"""Loading from and saving to paths, bytes and file objects."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from torchsharp_py._C import ScriptModule
from torchsharp_py._errors import (
    ModelFormatError,
    ModelNotFoundError,
    ScriptTypeError,
    ScriptValueError,
)

if TYPE_CHECKING:
    from typing import Protocol, TypeAlias

    from typing_extensions import Buffer

    class ReadableFile(Protocol):
        """A file object to load from."""

        def read(self, size: int, /) -> Any: ...

    class WritableFile(Protocol):
        """A file object to save to."""

        def write(self, data: bytes, /) -> Any: ...

    Source: TypeAlias = str | os.PathLike[str] | Buffer | ReadableFile

_CHUNK = 1 << 20  # bytes


def load_from(
    source: Any, device: str | None, extra_files: dict[str, Any] | None, mmap: bool
) -> ScriptModule:
    """Loads an archive from what :func:`torchsharp_py.jit.load` takes."""
    _require_names(extra_files)
    if isinstance(source, (str, os.PathLike)):
        return ScriptModule._load_file(native_path(source), mmap, device, extra_files)
    if mmap:
        raise ScriptValueError("only a file given by its path can be mapped into memory (mmap)")
    if not hasattr(source, "read"):
        return ScriptModule._load_bytes(_bytes_like(source), device, extra_files)
    if _is_seekable(source):
        return ScriptModule._load_stream(source, device, extra_files)
    return ScriptModule._load_bytes(_read_all(source), device, extra_files)


def save_to(module: ScriptModule, target: Any, extra_files: Mapping[str, Any] | None) -> None:
    """Saves to what :func:`torchsharp_py.jit.save` takes."""
    _require_names(extra_files)
    extra = None if extra_files is None else dict(extra_files)
    if hasattr(target, "write"):
        module._save_stream(target, extra)
    elif isinstance(target, (str, os.PathLike)):
        module._save_file(native_path(target), extra)
    else:
        raise ScriptTypeError(f"expected a path or a file object, not {type(target).__name__}")


def save_to_bytes(module: ScriptModule, extra_files: Mapping[str, Any] | None) -> bytes:
    """Returns the archive."""
    _require_names(extra_files)
    return module._save_bytes(None if extra_files is None else dict(extra_files))


def read_checkpoint(path: str | os.PathLike[str], device: str | None) -> dict[str, Any]:
    """Reads what :func:`torchsharp_py.jit.load_checkpoint` takes."""
    if not os.path.exists(path):
        raise ModelNotFoundError(f"there is no file {os.fspath(path)!r}")
    if os.fspath(path).endswith(".safetensors"):
        return _read_safetensors(path, device)
    import pickle

    import torch

    try:
        loaded = torch.load(path, map_location=device, weights_only=True)
    except pickle.UnpicklingError as error:
        raise ModelFormatError(
            f"{os.fspath(path)!r} is not a checkpoint of torch.save that can be read without "
            f"running code from it: {error}"
        ) from error
    if not isinstance(loaded, Mapping):
        raise ModelFormatError(
            f"{os.fspath(path)!r} holds a {type(loaded).__name__}, not a dict of tensors"
        )
    return dict(loaded)


def _read_safetensors(path: str | os.PathLike[str], device: str | None) -> dict[str, Any]:
    try:
        from safetensors import SafetensorError
        from safetensors.torch import load_file
    except ImportError as error:
        raise ImportError(
            "to read .safetensors files the package safetensors is needed: "
            "pip install 'torchsharp_py[safetensors]'"
        ) from error
    try:
        return load_file(path, device=device or "cpu")
    except SafetensorError as error:
        raise ModelFormatError(f"{os.fspath(path)!r} is no safetensors file: {error}") from error


def native_path(path: str | os.PathLike[str]) -> str | bytes:
    """Spells a path as the C++ side takes it; on POSIX a name need not be valid UTF-8."""
    return os.fspath(path) if os.name == "nt" else os.fsencode(path)


def _require_names(extra_files: Any) -> None:
    if extra_files is None:
        return
    if not isinstance(extra_files, Mapping):
        raise ScriptTypeError(f"extra_files must be a dict, not {type(extra_files).__name__}")
    for name in extra_files:
        if not isinstance(name, str):
            raise ScriptTypeError(f"a name in extra_files must be a str, not {name!r}")


def _bytes_like(source: Any) -> Any:
    try:
        memoryview(source)
    except TypeError:
        raise ScriptTypeError(
            f"expected a path, a bytes-like object or a file object, not {type(source).__name__}"
        ) from None
    return source


def _is_seekable(file: Any) -> bool:
    if hasattr(file, "seekable"):
        return bool(file.seekable())
    return hasattr(file, "seek") and hasattr(file, "tell")


def _read_all(file: Any) -> bytearray:
    data = bytearray()
    while chunk := file.read(_CHUNK):
        if isinstance(chunk, str):
            raise TypeError("the file object gives text: open it in binary mode ('rb')")
        data += chunk
    return data
