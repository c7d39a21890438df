"""Pickles as lists of instructions."""

from __future__ import annotations

import pickletools
import struct
from dataclasses import dataclass

from tests.fuzz.archive import NotApplicableError

INTEGERS = {"BININT", "BININT1", "BININT2", "LONG1"}
TEXTS = {"BINUNICODE"}
SIMPLE = INTEGERS | TEXTS
SIMPLE |= {"NEWTRUE", "NEWFALSE", "NONE", "BINFLOAT", "EMPTY_LIST", "EMPTY_TUPLE", "EMPTY_DICT"}


@dataclass
class Instruction:
    """One instruction: its name, and its bytes with the argument."""

    name: str
    data: bytes


def read(pickle: bytes) -> list[Instruction]:
    """Splits a pickle.

    Raises:
        NotApplicableError: It is damaged already.
    """
    try:
        found = [(opcode.name, at or 0) for opcode, _, at in pickletools.genops(pickle)]
    except Exception as error:  # pickletools raises anything for damaged input
        raise NotApplicableError(str(error)) from error
    ends = [at for _, at in found[1:]] + [len(pickle)]
    return [Instruction(name, pickle[at:end]) for (name, at), end in zip(found, ends, strict=True)]


def join(instructions: list[Instruction]) -> bytes:
    """Returns the pickle."""
    return b"".join(one.data for one in instructions)


def indexes(instructions: list[Instruction], names: set[str]) -> list[int]:
    """Returns where instructions with one of the names are."""
    return [at for at, one in enumerate(instructions) if one.name in names]


def integer(value: int) -> bytes:
    """The instruction that pushes an integer."""
    if 0 <= value < 1 << 8:
        return b"K" + bytes([value])
    if -(1 << 31) <= value < 1 << 31:
        return b"J" + struct.pack("<i", value)
    size = value.bit_length() // 8 + 1
    return b"\x8a" + bytes([size]) + value.to_bytes(size, "little", signed=True)


def text(value: bytes) -> bytes:
    """The instruction that pushes a string."""
    return b"X" + struct.pack("<I", len(value)) + value


def global_(module: str, name: str) -> bytes:
    """The instruction that pushes a class or function."""
    return f"c{module}\n{name}\n".encode()
