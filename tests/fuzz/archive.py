"""Archives as lists of records: zip files of any shape, with right checksums."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

_LOCAL, _CENTRAL, _END = b"PK\3\4", b"PK\1\2", b"PK\5\6"
_DATE = (0, 33)  # the first of January 1980, as PyTorch writes
_PADDING = 0x4246  # the extra field that PyTorch fills up to the alignment
_ALIGNMENT = 64
_LONGEST_NAME = 65_535

_Item = TypeVar("_Item")


class NotApplicableError(Exception):
    """The file has nothing that this edit changes."""


@dataclass
class Record:
    """A file in an archive."""

    name: str
    content: bytes
    deflated: bool = False

    @property
    def is_code(self) -> bool:
        return "/code/" in self.name and self.name.endswith(".py")


@dataclass
class Archive:
    """The records of a zip file, in its order."""

    records: list[Record] = field(default_factory=list)
    alignment: int = _ALIGNMENT

    @classmethod
    def read(cls, data: bytes) -> Archive:
        """Reads an archive.

        Raises:
            NotApplicableError: It is damaged already.
        """
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return cls([_record(archive, info) for info in archive.infolist()])
        except (zipfile.BadZipFile, zlib.error, *_DAMAGED) as error:
            raise NotApplicableError(str(error)) from error

    def write(self) -> bytes:
        """Returns the archive; names may occur twice and contain anything."""
        out = bytearray()
        directory = bytearray()
        for record in self.records:
            _write(record, out, directory, self.alignment)
        start, count = len(out), len(self.records) & 0xFFFF
        end = struct.pack("<4HIIH", 0, 0, count, count, len(directory), start, 0)
        return bytes(out + directory) + _END + end

    def pick(self, random: Random, suffix: str) -> Record:
        """Returns one of the records whose names have that end."""
        return choose(random, [one for one in self.records if one.name.endswith(suffix)])

    def pick_code(self, random: Random) -> Record:
        """Returns one of the records with TorchScript source."""
        return choose(random, [one for one in self.records if one.is_code and one.content])


# What zipfile raises for damaged files, besides its own error.
_DAMAGED = (KeyError, ValueError, OverflowError, OSError, EOFError, RuntimeError, struct.error)


def choose(random: Random, items: list[_Item]) -> _Item:
    """Chooses an item.

    Raises:
        NotApplicableError: There is none.
    """
    if not items:
        raise NotApplicableError("the file has no such part")
    return random.choice(items)


def _record(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Record:
    return Record(info.filename, archive.read(info), info.compress_type != zipfile.ZIP_STORED)


def _write(record: Record, out: bytearray, directory: bytearray, alignment: int) -> None:
    name = record.name.encode("utf-8", "surrogatepass")[:_LONGEST_NAME]
    content = _deflate(record.content) if record.deflated else record.content
    extra = b""
    if alignment and not record.deflated:
        size = -(len(out) + 30 + len(name) + 4) % alignment
        extra = struct.pack("<HH", _PADDING, size) + b"Z" * size
    method = zipfile.ZIP_DEFLATED if record.deflated else zipfile.ZIP_STORED
    crc = zlib.crc32(record.content)
    utf8 = 0x800
    common = struct.pack("<4H3I", utf8, method, *_DATE, crc, len(content), len(record.content))
    directory += _CENTRAL + struct.pack("<HH", 20, 20) + common
    directory += struct.pack("<5HII", len(name), 0, 0, 0, 0, 0, len(out)) + name
    out += _LOCAL + struct.pack("<H", 20) + common + struct.pack("<HH", len(name), len(extra))
    out += name + extra + content


def _deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()
