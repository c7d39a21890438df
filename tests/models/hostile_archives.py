"""Archives of TorchScript with one thing wrong, for the tests of loading."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

Records = dict[str, bytes]

MODULE = """class M(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
"""
FORWARD = """  def forward(self: __torch__.M,
    x: int) -> int:
    return x
"""


def read(path: Path) -> Records:
    """The records of an archive by their whole names."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(records: Records | Iterable[tuple[str, bytes]], *, deflated: bool = False) -> bytes:
    """An archive of the records, aligned as PyTorch does."""
    out = io.BytesIO()
    pairs = records.items() if isinstance(records, dict) else records
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in pairs:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            if deflated:
                info.compress_type = zipfile.ZIP_DEFLATED
            else:
                padding = -(out.tell() + 34 + len(name)) % 64
                info.extra = struct.pack("<HH", 0x4246, padding) + b"Z" * padding
            archive.writestr(info, content)
    return out.getvalue()


def edited(path: Path, ending: str, edit: Callable[[bytes], bytes]) -> bytes:
    """The archive with the record of that ending changed, which must make a difference."""
    records = read(path)
    name = next(name for name in records if name.endswith(ending))
    changed = edit(records[name])
    assert changed != records[name]
    records[name] = changed
    return write(records)


def text(value: str) -> bytes:
    """The instruction of a pickle for a short text."""
    return b"X" + struct.pack("<I", len(value)) + value.encode()


def pickled(attributes: bytes = b"") -> bytes:
    """The pickle of an M whose attributes are pairs of a name and a value."""
    return b"\x80\x02c__torch__\nM\n)\x81}(" + text("training") + b"\x88" + attributes + b"ub."


def module(
    code: str = MODULE + FORWARD,
    data: bytes | None = None,
    *,
    constants: bytes = b"\x80\x02).",
    more: Records | None = None,
) -> bytes:
    """An archive with that code in its only file."""
    return write(
        {
            "m/data.pkl": pickled() if data is None else data,
            "m/code/__torch__.py": code.encode(),
            "m/constants.pkl": constants,
            "m/version": b"3\n",
            **(more or {}),
        }
    )
