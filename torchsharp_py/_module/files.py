"""Loading from and saving to paths, bytes and file objects."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from torchsharp_py._C import ScriptModule
from torchsharp_py._errors import ScriptTypeError, ScriptValueError
from torchsharp_py._module.native import NativeModule
from torchsharp_py._paths import native_path

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
_T = TypeVar("_T")


class Readers(NamedTuple, Generic[_T]):
    """What reads each kind of source."""

    file: Callable[[str | bytes], _T]
    bytes: Callable[[Any], _T]
    stream: Callable[[Any], _T]


def load_from(
    source: Any,
    device: str | None,
    extra_files: dict[str, Any] | None,
    mmap: bool,
    policy: str | None = None,
) -> ScriptModule:
    """Does the work of :func:`torchsharp_py.jit.load`."""
    readers = Readers[ScriptModule](
        lambda path: ScriptModule._load_file(path, mmap, device, extra_files, policy),
        lambda data: ScriptModule._load_bytes(data, device, extra_files, policy),
        lambda file: ScriptModule._load_stream(file, device, extra_files, policy),
    )
    return load_module(source, readers, extra_files, mmap)


def outline(path: str | os.PathLike[str]) -> tuple[ScriptModule, list[str]]:
    """Reads a model without running anything of its file, to describe it.

    Returns:
        The module, which must not be called, and the names of classes whose objects are empty in
        it, because code of the file would make them.
    """
    return ScriptModule._outline_file(native_path(path))


def load_module(
    source: Any,
    readers: Readers[ScriptModule],
    extra_files: dict[str, Any] | None,
    mmap: bool,
) -> ScriptModule:
    """Loads a module with extra files, after a check of what the caller gave."""
    _require_names(extra_files)
    if mmap and not isinstance(source, (str, os.PathLike)):
        raise ScriptValueError(
            "expected a path with mmap=True: only a file can be mapped into memory, not "
            f"{type(source).__name__}"
        )
    return read_from(source, readers)


def read_from(source: Any, readers: Readers[_T]) -> _T:
    """Reads a path, bytes or a file object, each in its way."""
    if isinstance(source, (str, os.PathLike)):
        return readers.file(native_path(source))
    if _is_bytes_like(source):  # before files: an mmap object is both
        return readers.bytes(source)
    if not hasattr(source, "read"):
        raise ScriptTypeError(
            f"expected a path, a bytes-like object or a file object, got {type(source).__name__}"
        )
    _require_binary(source)
    if _is_seekable(source):
        return readers.stream(source)
    return readers.bytes(_read_all(source))


def save_to(module: NativeModule, target: Any, extra_files: Mapping[str, Any] | None) -> None:
    """Does the work of :func:`torchsharp_py.jit.save`."""
    _require_names(extra_files)
    _require_contents(extra_files)
    extra = None if extra_files is None else dict(extra_files)
    if hasattr(target, "write"):
        _require_binary(target)
        module._save_stream(target, extra)
    elif isinstance(target, (str, os.PathLike)):
        module._save_file(native_path(target), extra)
    else:
        raise ScriptTypeError(f"expected a path or a file object, got {type(target).__name__}")


def save_to_bytes(module: ScriptModule, extra_files: Mapping[str, Any] | None) -> bytes:
    """Does the work of :func:`torchsharp_py.jit.save_to_bytes`."""
    _require_names(extra_files)
    _require_contents(extra_files)
    return module._save_bytes(None if extra_files is None else dict(extra_files))


class ModuleFiles(NativeModule):
    """How a module writes itself."""

    def save(
        self,
        target: str | os.PathLike[str] | WritableFile,
        extra_files: Mapping[str, str | Buffer] | None = None,
    ) -> None:
        """Saves the module as a TorchScript archive; the same as ``jit.save(module, target)``.

        Args:
            target: The path of the file to write, or a binary file object.
            extra_files: More files to put into the archive, by name.

        Raises:
            ModelIOError: The file cannot be written (also an ``OSError``).
            UnsupportedValueError: The module calls Python.
        """
        save_to(self, target, extra_files)


def _require_names(extra_files: Any) -> None:
    if extra_files is None:
        return
    if not isinstance(extra_files, Mapping):
        raise ScriptTypeError(f"expected a dict as extra_files, got {type(extra_files).__name__}")
    for name in extra_files:
        if not isinstance(name, str):
            raise ScriptTypeError(f"expected a str for each name in extra_files, got {name!r}")


def _require_contents(extra_files: Mapping[str, Any] | None) -> None:
    for name, content in (extra_files or {}).items():
        if not isinstance(content, str) and not _is_bytes_like(content):
            raise ScriptTypeError(
                f"expected str or bytes as extra_files[{name!r}], got {type(content).__name__}"
            )


def _is_bytes_like(source: Any) -> bool:
    try:
        memoryview(source)
    except TypeError:
        return False
    return True


def _require_binary(file: Any) -> None:
    if isinstance(file, io.TextIOBase):
        raise ScriptTypeError(
            "expected a binary file object, got one for text: open it in binary mode"
        )


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
