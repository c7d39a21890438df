"""Unique names in a scope."""

from __future__ import annotations

import re
from collections.abc import Iterable


class Scope:
    """Hands out names; a name that is already taken gets underscores at its end."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._taken = set(reserved)

    def take(self, wanted: str) -> str:
        """Returns the wanted name, or with underscores if it is taken."""
        name = re.sub(r"\W", "_", wanted)
        while name in self._taken:
            name += "_"
        self._taken.add(name)
        return name
