"""Edits of bytes, whatever they mean."""

from __future__ import annotations

from random import Random

from tests.fuzz.archive import Archive, choose

_TELLING = (0, 1, 0x7F, 0x80, 0xFF)


def flip(data: bytes, random: Random, count: int | None = None) -> bytes:
    """Changes some bytes."""
    changed = bytearray(data)
    if not changed:
        return data
    for _ in range(count or random.choice((1, 1, 1, 2, 3, 8, 32))):
        at = random.randrange(len(changed))
        how = random.randrange(4)
        if how == 0:
            changed[at] ^= 1 << random.randrange(8)
        elif how == 1:
            changed[at] = random.randrange(256)
        elif how == 2:
            changed[at] = random.choice(_TELLING)
        else:
            changed[at] = (changed[at] + random.choice((1, -1))) & 0xFF
    return bytes(changed)


def cut(data: bytes, random: Random) -> bytes:
    """Cuts, lengthens, repeats or clears a part."""
    if not data:
        return data
    how = random.randrange(5)
    if how == 0:
        return data[: random.randrange(len(data))]
    if how == 1:
        return data + random.randbytes(random.randrange(1, 5000))
    begin = random.randrange(len(data))
    length = random.choice((1, 4, 16, 64, 1000, random.randrange(1, len(data) + 1)))
    end = min(len(data), begin + length)
    middle = (b"", data[begin:end] * 2, bytes(end - begin))[how - 2]
    return data[:begin] + middle + data[end:]


def flip_in_record(archive: Archive, random: Random) -> None:
    """Changes bytes of one record, whose checksum is then right again."""
    records = [one for one in archive.records if one.content]
    if random.random() < 0.5:
        suffix = random.choice(("data.pkl", "constants.pkl", ".py", ".debug_pkl"))
        records = [one for one in records if one.name.endswith(suffix)] or records
    record = choose(random, records)
    change = cut if random.random() < 0.2 else flip
    record.content = change(record.content, random)
