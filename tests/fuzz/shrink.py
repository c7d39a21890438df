"""Making a failing list shorter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

_Item = TypeVar("_Item")


def fewest(items: Sequence[_Item], fails: Callable[[Sequence[_Item]], bool]) -> list[_Item]:
    """Returns a part of the items that fails too, and none of whose items can be left out.

    Args:
        items: Items that fail together.
        fails: Whether some of the items fail; it is not asked about none of them.
    """
    left = list(items)
    size = max(len(left) // 2, 1)
    while True:
        at = 0
        while at < len(left) and len(left) > 1:
            rest = left[:at] + left[at + size :]
            if rest and fails(rest):
                left = rest
            else:
                at += size
        if size == 1:
            return left
        size = max(size // 2, 1)
