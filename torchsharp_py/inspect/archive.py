"""The records of a TorchScript file or of a program, read from its zip archive."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

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

# The most bytes that are read of the description of compiled code.
MOST_METADATA = 1 << 16

_T = TypeVar("_T")

# The folders of tensors: TorchScript's, and those of a program.
_TENSORS = ("data/", "constants/")
_NOT_TENSORS = ("data/aotinductor/", "data/sample_inputs/")
_TABLE = "_config.json"  # where each tensor of a program is

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
    """The records of a TorchScript file or of a program.

    Attributes:
        name: The folder of all records.
        bytes: The size of the file.
        format_version: The version of the format (the record ``version`` or
            ``.data/version``; of a program ``archive_version``).
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
    """Reads the records of a TorchScript file or of a program, but none of its tensors.

    Raises:
        ModelIOError: The file cannot be read.
        ModelFormatError: The file is not a zip archive, or has no version.
    """
    return read_records(path, lambda archive, inside: _read(archive, inside, os.path.getsize(path)))


def read_records(
    path: str | os.PathLike[str],
    read: Callable[[zipfile.ZipFile, dict[str, zipfile.ZipInfo]], _T],
) -> _T:
    """Opens an archive, and reads it with a function that gets its records by their names.

    Raises:
        ModelIOError: The file cannot be read.
        ModelFormatError: The file is not a zip archive, or the function finds it damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            root = f"{_root(infos)}/"
            return read(archive, {info.filename.removeprefix(root): info for info in infos})
    except OSError as error:
        raise ModelIOError(f"'{os.fspath(path)}' cannot be read: {error}") from error
    except _DAMAGED as error:
        raise ModelFormatError(
            f"the records of '{os.fspath(path)}' cannot be read ({error}): write the file again "
            "with the library that wrote it"
        ) from error


def _root(infos: list[zipfile.ZipInfo]) -> str:
    return infos[0].filename.partition("/")[0] if infos else ""


def _read(archive: zipfile.ZipFile, inside: dict[str, zipfile.ZipInfo], size: int) -> Archive:
    sizes = {name: info.file_size for name, info in inside.items()}

    def text(name: str) -> str:
        return _text(archive, inside[name]) if name in inside else ""

    version = "archive_version" if "archive_format" in inside else "version"
    return Archive(
        name=_root(archive.infolist()),
        bytes=size,
        format_version=int(text(version) or _text(archive, inside[_VERSION_FROM_6])),
        byteorder=text("byteorder"),
        storage_alignment=int(text(".storage_alignment") or 0),
        serialization_id=text(".data/serialization_id"),
        tensor_bytes=sum(
            size
            for name, size in sizes.items()
            if name.startswith(_TENSORS)
            and not name.startswith(_NOT_TENSORS)
            and not name.endswith(_TABLE)
        ),
        code_files=sorted(
            name for name in inside if name.startswith("code/") and name.endswith(".py")
        ),
        extra_files=[
            ExtraFile(name.removeprefix("extra/"), size)
            for name, size in sorted(sizes.items())
            if name.startswith("extra/")
        ],
    )


def _text(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    with archive.open(info) as record:
        data = record.read(_LONGEST_TEXT + 1)
    if len(data) > _LONGEST_TEXT:
        raise ValueError(f"the record '{info.filename}' has more than {_LONGEST_TEXT} bytes")
    return data.decode().strip()
