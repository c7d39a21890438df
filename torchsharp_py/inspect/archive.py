"""What a TorchScript file says about itself, read from its zip archive."""

from __future__ import annotations

import os
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from torchsharp_py._errors import ModelFormatError

# Where libtorch writes the versions from 6 on: those of models with an operator that has changed.
_VERSION_FROM_6 = ".data/version"


@dataclass(frozen=True)
class ExtraFile:
    """A file that was saved along with the model.

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
        name: The folder that all records lie in.
        bytes: The size of the file.
        format_version: The version of the format that its producer wrote (the record
            ``version`` or ``.data/version``).
        byteorder: ``little`` or ``big``; empty for files written before libtorch 2.1.
        storage_alignment: The alignment of tensor data in bytes; 0 where it is not recorded.
        serialization_id: A hash of the content that its producer wrote; empty for old files.
        tensor_bytes: The size of the tensor data; tensors that share data count once.
        code_files: The files of TorchScript source.
        extra_files: The files that were saved along.
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
        ModelFormatError: The file is no zip archive, or does not say its version.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(archive, os.path.getsize(path))
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError) as error:
        raise ModelFormatError(
            f"expected a TorchScript archive in '{os.fspath(path)}', whose records cannot be read: "
            f"{error}. Write the file again with torch.jit.save."
        ) from error


def _read(archive: zipfile.ZipFile, size: int) -> Archive:
    sizes = {info.filename: info.file_size for info in archive.infolist()}
    root = next((PurePosixPath(name).parts[0] for name in sizes), "")
    inside = {name.removeprefix(f"{root}/"): size for name, size in sizes.items()}

    def text(name: str) -> str:
        return archive.read(f"{root}/{name}").decode().strip() if name in inside else ""

    return Archive(
        name=root,
        bytes=size,
        format_version=int(text("version") or archive.read(f"{root}/{_VERSION_FROM_6}")),
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


def _size_below(inside: dict[str, int], folder: str) -> int:
    return sum(size for name, size in inside.items() if name.startswith(folder))
