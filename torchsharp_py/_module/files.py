"""Loading from and saving to paths, bytes and file objects."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from torchsharp_py._C import ScriptModule
from torchsharp_py._errors import (
    DeviceError,
    ModelFormatError,
    ModelIOError,
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
    if _is_bytes_like(source):  # before files: a mapping is both
        return ScriptModule._load_bytes(source, device, extra_files)
    if not hasattr(source, "read"):
        raise ScriptTypeError(
            f"expected a path, a bytes-like object or a file object, not {type(source).__name__}"
        )
    _require_binary(source)
    if _is_seekable(source):
        return ScriptModule._load_stream(source, device, extra_files)
    return ScriptModule._load_bytes(_read_all(source), device, extra_files)


def save_to(module: ScriptModule, target: Any, extra_files: Mapping[str, Any] | None) -> None:
    """Saves to what :func:`torchsharp_py.jit.save` takes."""
    _require_names(extra_files)
    _require_contents(extra_files)
    extra = None if extra_files is None else dict(extra_files)
    if hasattr(target, "write"):
        _require_binary(target)
        module._save_stream(target, extra)
    elif isinstance(target, (str, os.PathLike)):
        module._save_file(native_path(target), extra)
    else:
        raise ScriptTypeError(f"expected a path or a file object, not {type(target).__name__}")


def save_to_bytes(module: ScriptModule, extra_files: Mapping[str, Any] | None) -> bytes:
    """Returns the archive."""
    _require_names(extra_files)
    _require_contents(extra_files)
    return module._save_bytes(None if extra_files is None else dict(extra_files))


def read_checkpoint(path: str | os.PathLike[str], device: str | None) -> dict[str, Any]:
    """Reads what :func:`torchsharp_py.jit.load_checkpoint` takes."""
    if not isinstance(path, (str, os.PathLike)):
        raise ScriptTypeError(
            f"expected the path of a checkpoint, not {type(path).__name__}: "
            "torch.load reads bytes and file objects"
        )
    if os.path.isdir(path):
        raise ModelIOError(f"{os.fspath(path)!r} is a folder, not a file")
    if not os.path.exists(path):
        raise ModelNotFoundError(f"there is no file {os.fspath(path)!r}")
    if os.fspath(path).endswith(".safetensors"):
        return _read_safetensors(path, device)
    import pickle

    import torch

    try:
        loaded = torch.load(path, map_location=device, weights_only=True)
    except OSError as error:
        raise ModelIOError(f"{os.fspath(path)!r} cannot be read: {error}") from error
    except (pickle.UnpicklingError, EOFError, RuntimeError, ValueError, KeyError) as error:
        if _is_of_device(error):
            raise DeviceError(str(error)) from error
        raise ModelFormatError(_why_no_checkpoint(path, error)) from error
    if not isinstance(loaded, Mapping):
        raise ModelFormatError(
            f"{os.fspath(path)!r} holds a {type(loaded).__name__}, not a dict of tensors"
        )
    return dict(loaded)


def _is_of_device(error: Exception) -> bool:
    """Whether torch.load has no other complaint than that a device is not there."""
    return isinstance(error, RuntimeError) and "map_location" in str(error)


def _why_no_checkpoint(path: str | os.PathLike[str], error: Exception) -> str:
    name = repr(os.fspath(path))
    if "TorchScript" in str(error):
        return f"{name} holds a TorchScript module, not a checkpoint: load it with jit.load"
    return f"{name} is no checkpoint of torch.save that can be read without running code from it"


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


def _require_contents(extra_files: Mapping[str, Any] | None) -> None:
    for name, content in (extra_files or {}).items():
        if not isinstance(content, str) and not _is_bytes_like(content):
            raise ScriptTypeError(
                f"extra_files[{name!r}] must be str or bytes, not {type(content).__name__}"
            )


def _is_bytes_like(source: Any) -> bool:
    try:
        memoryview(source)
    except TypeError:
        return False
    return True


def _require_binary(file: Any) -> None:
    if isinstance(file, io.TextIOBase):
        raise ScriptTypeError("the file object is one of text: open it in binary mode")


def _is_seekable(file: Any) -> bool:
    if hasattr(file, "seekable"):
        return bool(file.seekable())
    return hasattr(file, "seek") and hasattr(file, "tell")


def _read_all(file: Any) -> bytearray:
    data = bytearray()
    while chunk := file.read(_CHUNK):
        if isinstance(chunk, str):
            raise ScriptTypeError("the file object returned text: open it in binary mode")
        data += chunk
    return data
