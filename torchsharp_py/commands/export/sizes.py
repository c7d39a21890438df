"""The sizes that vary, from the command line."""

from __future__ import annotations

import re
from collections.abc import Iterable

from torchsharp_py._frontend.dynamic import DynamicSize
from torchsharp_py.commands.failure import CommandError

_SIZE = re.compile(
    r"(?P<place>[^=]+)=(?P<dimension>\d+)(?::(?P<name>\w*)(?::(?P<least>\d*)(?::(?P<most>\d*))?)?)?"
)


def read_sizes(texts: Iterable[str]) -> list[DynamicSize]:
    """Reads ``NAME=DIM[:SIZE[:MIN[:MAX]]]``; parts may be empty.

    Raises:
        CommandError: A text has another form.
    """
    return [_size(text) for text in texts]


def _size(text: str) -> DynamicSize:
    found = _SIZE.fullmatch(text)
    if found is None:
        raise CommandError(
            "--dynamic: expected NAME=DIM[:SIZE[:MIN[:MAX]]], such as x=0:batch:1:512, got "
            f"'{text}'"
        )
    least, most = (int(found[part]) if found[part] else None for part in ("least", "most"))
    return DynamicSize(found["place"], int(found["dimension"]), found["name"] or "", least, most)
