"""Edits of the header of a safetensors file, whose length is then right again."""

from __future__ import annotations

import json
import struct
from random import Random

from tests.fuzz.archive import NotApplicableError, choose
from tests.fuzz.mutations.byte_level import flip
from tests.fuzz.mutations.pickle_level import NUMBERS

_TYPES = ["F32", "F64", "F16", "BF16", "I8", "U8", "BOOL", "I64", "C64", "F8_E4M3", "F4", "x", ""]
_VALUES = [None, True, 1, -1, 2**63, 1e400, "x", [], {}, [1], {"a": 1}, [[1]], float("nan")]


def header(data: bytes, random: Random) -> bytes:
    """Changes a type, shape, offset or name, or the text of the header."""
    try:
        (length,) = struct.unpack_from("<Q", data)
        tree = json.loads(data[8 : 8 + length])
    except (struct.error, ValueError, RecursionError) as error:
        raise NotApplicableError(str(error)) from error
    if not isinstance(tree, dict):
        raise NotApplicableError("the header is not an object")
    how = random.randrange(8)
    if how < 5:
        _change_entry(tree, random, how)
    text = json.dumps(tree).encode()
    if how == 5:
        text = flip(text, random)
    elif how == 6:
        depth = random.choice((10, 200, 5000, 100_000))
        opening, closing = random.choice(((b"[", b"]"), (b'{"a":', b"}")))
        at = random.randrange(len(text))
        text = text[:at] + opening * depth + b"1" + closing * depth + text[at:]
    elif how == 7:
        length = random.choice((*NUMBERS, len(text) + 1, len(text) - 1)) % 2**64
        return struct.pack("<Q", length) + text + data[8 + len(text) :]
    return struct.pack("<Q", len(text)) + text + data[8 + length :]


def _change_entry(tree: dict[str, object], random: Random, how: int) -> None:
    name = choose(random, list(tree))
    entry = tree[name]
    if how == 0 or not isinstance(entry, dict):
        tree[name] = random.choice(_VALUES)
    elif how == 1:
        entry["dtype"] = random.choice(_TYPES)
    elif how == 2:
        entry[random.choice(("shape", "data_offsets"))] = [
            random.choice(NUMBERS) for _ in range(random.randrange(4))
        ]
    elif how == 3:
        entry[random.choice(("dtype", "shape", "data_offsets", "more"))] = random.choice(_VALUES)
    else:
        tree[random.choice(("", "a" * 1000, "__metadata__", "\ud800", "\0"))] = tree.pop(name)
