"""Edits of zip fields, and of the list of records."""

from __future__ import annotations

import struct
from random import Random

from tests.fuzz.archive import Archive, NotApplicableError, Record, choose
from tests.fuzz.mutations.byte_level import flip

# (offset, width) of the fields behind each signature.
_CENTRAL = [(o, 2) for o in (4, 6, 8, 10, 12, 28, 30, 32, 34, 36)]
_CENTRAL += [(o, 4) for o in (16, 20, 20, 24, 24, 38, 42, 42)]
_LOCAL = [(0, 4), (14, 4), (18, 4), (22, 4), (4, 2), (6, 2), (8, 2), (26, 2), (28, 2)]
_END = [(0, 4), (12, 4), (16, 4), (4, 2), (6, 2), (8, 2), (10, 2), (20, 2)]

_VERSIONS: tuple[bytes, ...] = (
    b"",
    b"0\n",
    b"1\n",
    b"2\n",
    b"9\n",
    b"10\n",
    b"-1\n",
    b"9" * 20,
    b"abc",
    b"3\0",
)
_VERSIONS += (b"1e9", bytes(1000), b"\xff\xfe", "\u0663".encode())
_STRANGE_NAMES = ("../../../escape", "/escape", "", "..\\x", "a\0b", "C:\\x", "\udcff")
_MORE_RECORDS: tuple[str, ...] = (
    "model.json",
    "attributes.pkl",
    "constants.pkl",
    "code/__torch__.py",
)
_MORE_RECORDS += (".data/version", "byteorder", "extra/x", "data/0", "data/99", "bytecode.pkl")
_MORE_RECORDS += (".format_version", ".storage_alignment", "tensors.json", "version")


def change_fields(data: bytes, random: Random) -> bytes:
    """Changes one to three numbers of the zip's own structures."""
    changed = bytearray(data)
    places = _places(data)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        start, fields = choose(random, places)
        offset, width = random.choice(fields)
        at = start + offset
        if at + width > len(changed):
            continue
        layout = "<H" if width == 2 else "<I"
        (now,) = struct.unpack_from(layout, changed, at)
        struct.pack_into(layout, changed, at, _number(random, now, len(data)) % (1 << 8 * width))
    return bytes(changed)


def agree_on_sizes(data: bytes, random: Random) -> bytes:
    """Gives one record a wrong size in both headers."""
    changed = bytearray(data)
    central = _central(data)
    at, (local,) = (entry := choose(random, central)), struct.unpack_from("<I", data, entry + 42)
    (now,) = struct.unpack_from("<I", data, at + 24)
    size = _number(random, now, len(data)) % (1 << 32)
    struct.pack_into("<II", changed, at + 20, size, size)
    if data[local : local + 4] == b"PK\3\4":
        struct.pack_into("<II", changed, local + 18, size, size)
    return bytes(changed)


def _number(random: Random, now: int, size: int) -> int:
    telling = (0, 1, -1, 1 << 31, 0xFFFFFFFF, 0xFFFF, size, size - 1, 0xFFFFFFF0)
    near = (now + 1, now - 1, now * 2, now // 2, now ^ 1, now ^ 8, random.randrange(1 << 32))
    return random.choice(telling + near)


def _places(data: bytes) -> list[tuple[int, list[tuple[int, int]]]]:
    central = _central(data)
    places = [(at, _CENTRAL) for at in central]
    places += [(struct.unpack_from("<I", data, at + 42)[0], _LOCAL) for at in central]
    places += [(data.rfind(b"PK\5\6"), _END)] * max(len(places) // 5, 1)
    return places


def _central(data: bytes) -> list[int]:
    end = data.rfind(b"PK\5\6")
    if end < 0 or end + 22 > len(data):
        raise NotApplicableError("the file is not a zip archive")
    (at,) = struct.unpack_from("<I", data, end + 16)
    found = []
    while data[at : at + 4] == b"PK\1\2" and at + 46 <= len(data):
        found.append(at)
        name, extra, comment = struct.unpack_from("<HHH", data, at + 28)
        at += 46 + name + extra + comment
    return found


def change_records(archive: Archive, random: Random) -> None:
    """Renames, doubles, swaps, drops, compresses, empties or adds records."""
    record = choose(random, archive.records)
    root = record.name.split("/")[0]
    how = random.randrange(14)
    if how == 0:
        record.name = random.choice(
            (*_STRANGE_NAMES, f"{root}/../{record.name}", record.name + "/")
        )
    elif how == 1:
        record.name += "x" * random.choice((1, 100, 255, 60_000))
    elif how == 2:
        content = record.content if random.random() < 0.5 else flip(record.content, random)
        archive.records.insert(random.randrange(len(archive.records)), Record(record.name, content))
    elif how == 3:
        other = random.choice(archive.records)
        record.content, other.content = other.content, record.content
    elif how == 4:
        archive.records.remove(record)
    elif how == 5:
        record.deflated = not record.deflated
    elif how == 6:
        for one in archive.records:
            one.deflated = True
    elif how == 7:
        archive.alignment = random.choice((0, 1, 2, 4, 8, 16))
    elif how == 8:
        record.content = record.content[: random.randrange(len(record.content) + 1)]
    elif how == 9:
        _lengthen(archive, random)
    elif how == 10:
        for one in archive.records:
            if random.random() < 0.5:
                one.name = one.name.replace(f"{root}/", "other/", 1)
    elif how == 11:
        random.shuffle(archive.records)
    elif how == 12:
        archive.pick(random, "version").content = random.choice(_VERSIONS)
    else:
        name = random.choice(_MORE_RECORDS)
        content = random.choice((b"", b"1", b"big", b"little", b"{}", flip(record.content, random)))
        archive.records.append(Record(f"{root}/{name}", content))


def _lengthen(archive: Archive, random: Random) -> None:
    """Adds zeros, which compress well: a small file with a large record."""
    record = choose(random, archive.records)
    size = random.choice((1, 100, 4096, 1 << 20, 30 << 20))
    record.content += bytes(size)
    record.deflated = size > 4096


def change_storages(archive: Archive, random: Random) -> None:
    """Exchanges, shortens, lengthens or renames the data of tensors."""
    storages = [one for one in archive.records if "/data/" in one.name or "/constants/" in one.name]
    record = choose(random, storages)
    how = random.randrange(6)
    if how == 0:
        other = random.choice(storages)
        record.content, other.content = other.content, record.content
    elif how == 1:
        other = random.choice(storages)
        record.name, other.name = other.name, record.name
    elif how == 2:
        size = max(len(record.content) - random.choice((1, 2, 4, 8, 1000)), 0)
        record.content = record.content[:size]
    elif how == 3:
        record.content += bytes(random.choice((1, 2, 4, 8, 1000)))
    elif how == 4:
        record.content = random.randbytes(len(record.content))
    else:
        archive.records.remove(record)
