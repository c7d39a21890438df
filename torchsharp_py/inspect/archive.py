"""The records of a TorchScript file, read from its zip archive."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from dataclasses import dataclass

from torchsharp_py._errors import ModelFormatError, ModelIOError

# What zipfile raises for damaged archives. RuntimeError: a record is marked as encrypted.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    OverflowError,
    RuntimeError,
    ValueError,
)

# The most bytes of a record that holds a number or a word: a small file can claim to hold more.
_LONGEST_TEXT = 4096

# The record of version 6 and later, which libtorch writes if the model uses a changed operator.
_VERSION_FROM_6 = ".data/version"


@dataclass(frozen=True)
class ExtraFile:
    """A file that was saved with the model.

    Attributes:
        name: Its name, as ``torch.jit.load`` takes it in ``_extra_files``.
        bytes: Its size.
    """

    name: str
    bytes: int


@dataclass(frozen=True)
class Archive:
    """The records of a TorchScript file.

    Attributes:
        name: The folder of all records.
        bytes: The size of the file.
        format_version: The version of the format (the record ``version`` or
            ``.data/version``).
        byteorder: ``little`` or ``big``; empty for files written before libtorch 2.1.
        storage_alignment: The alignment of tensor data in bytes; 0 if it is not recorded.
        serialization_id: The producer's hash of the content; empty for old files.
        tensor_bytes: The size of the tensor data; tensors that share data count once.
        code_files: The files of TorchScript source.
        extra_files: The files that were saved with the model.
    """

    name: str
    bytes: int
    format_version: int
    byteorder: str
    storage_alignment: int
    serialization_id: str
    tensor_bytes: int
    code_files: list[str]
    extra_files: list[ExtraFile]


def read_archive(path: str | os.PathLike[str]) -> Archive:
    """Reads the records of a TorchScript file, but none of its tensors.

    Raises:
        ModelIOError: The file cannot be read.
        ModelFormatError: The file is not a zip archive, or has no version.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(archive, os.path.getsize(path))
    except OSError as error:
        raise ModelIOError(f"'{os.fspath(path)}' cannot be read: {error}") from error
    except _DAMAGED as error:
        raise ModelFormatError(
            f"the records of '{os.fspath(path)}' cannot be read ({error}): write the file again "
            "with torch.jit.save"
        ) from error


def _read(archive: zipfile.ZipFile, size: int) -> Archive:
    sizes = {info.filename: info.file_size for info in archive.infolist()}
    root = next((name.partition("/")[0] for name in sizes), "")
    inside = {name.removeprefix(f"{root}/"): size for name, size in sizes.items()}

    def text(name: str) -> str:
        return _text(archive, f"{root}/{name}") if name in inside else ""

    return Archive(
        name=root,
        bytes=size,
        format_version=int(text("version") or _text(archive, f"{root}/{_VERSION_FROM_6}")),
        byteorder=text("byteorder"),
        storage_alignment=int(text(".storage_alignment") or 0),
        serialization_id=text(".data/serialization_id"),
        tensor_bytes=_size_below(inside, "data/") + _size_below(inside, "constants/"),
        code_files=sorted(
            name for name in inside if name.startswith("code/") and name.endswith(".py")
        ),
        extra_files=[
            ExtraFile(name.removeprefix("extra/"), size)
            for name, size in sorted(inside.items())
            if name.startswith("extra/")
        ],
    )


def _text(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as record:
        data = record.read(_LONGEST_TEXT + 1)
    if len(data) > _LONGEST_TEXT:
        raise ValueError(f"the record '{name}' has more than {_LONGEST_TEXT} bytes")
    return data.decode().strip()


def _size_below(inside: dict[str, int], folder: str) -> int:
    return sum(size for name, size in inside.items() if name.startswith(folder))
