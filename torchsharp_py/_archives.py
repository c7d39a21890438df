"""Which kind of archive a file is: TorchScript's, or a program of torch.export.

This is the one place that chooses the loader for a file.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from torchsharp_py._errors import ScriptValueError

if TYPE_CHECKING:
    import torch
    from typing_extensions import Buffer

    from torchsharp_py._C import ScriptModule
    from torchsharp_py.export import Mode

# The record that says what a .pt2 is, and the one record of the format before it.
_MARK = "archive_format"
_OLD_MARK = "serialized_exported_program.json"


def load_archive(
    source: str | os.PathLike[str] | Buffer,
    map_location: str | torch.device | None = None,
    *,
    model: str | None = None,
    mode: Mode | None = None,
) -> ScriptModule:
    """Loads a TorchScript archive or an exported program.

    Args:
        source: The path of the file, or its bytes.
        map_location: The device for parameters and buffers; None keeps those that they were saved
            from.
        model: The name of the program, as for ``export.load``.
        mode: How the program runs, as for ``export.load``.

    Raises:
        ScriptValueError: ``model`` or ``mode`` is given, but it is a TorchScript archive.
        TorchSharpError: As ``jit.load`` and ``export.load`` do.
    """
    from torchsharp_py import export, jit

    if is_program(source):
        return export.load(source, map_location, model=model, mode=mode or "interpret")
    if model is not None or mode is not None:
        option = "model" if model is not None else "mode"
        raise ScriptValueError(
            f"expected a program of torch.export (.pt2) with '{option}': other files hold one "
            f"model, which is interpreted; omit '{option}'"
        )
    return jit.load(source, map_location)


def outline_archive(
    path: str | os.PathLike[str], model: str | None = None
) -> tuple[ScriptModule, list[str]]:
    """Reads a TorchScript archive or an exported program without running anything of its file.

    Args:
        path: The path of the file.
        model: The name of the program, as for ``export.load``.

    Returns:
        What ``outline`` does; a program is loaded in full, since that runs nothing.

    Raises:
        ScriptValueError: ``model`` is given, but it is a TorchScript archive.
        TorchSharpError: As ``jit.load`` and ``export.load`` do.
    """
    from torchsharp_py._module.files import outline

    if model is None and not is_program(path):
        return outline(path)
    return load_archive(path, "cpu", model=model), []


def is_program(source: str | os.PathLike[str] | Buffer) -> bool:
    """Whether a file, or its bytes, is a program of torch.export; False if it cannot be read."""
    file: Any = source if isinstance(source, (str, os.PathLike)) else _Memory(source)
    try:
        with zipfile.ZipFile(file) as archive:
            return names_a_program(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False  # the loader says what is wrong


def names_a_program(records: Iterable[str]) -> bool:
    """Whether an archive with these records is a program of torch.export."""
    return any(name == _OLD_MARK or name.partition("/")[2] == _MARK for name in records)


class _Memory(io.RawIOBase):
    """Bytes as a file, without a copy."""

    def __init__(self, data: Buffer) -> None:
        self._data = memoryview(data).cast("B")
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: len(self._data)}[whence]
        if start + offset < 0:
            raise ValueError(f"expected a position of 0 or more, got {start + offset}")
        self._position = start + offset
        return self._position

    def tell(self) -> int:
        return self._position

    def readinto(self, buffer: Any, /) -> int:
        part = self._data[self._position : self._position + len(buffer)]
        buffer[: len(part)] = part
        self._position += len(part)
        return len(part)
