"""Names in a scope, each given out once."""

from __future__ import annotations

import re
from collections.abc import Iterable


class Scope:
    """Gives out names; one that is taken gets underscores behind it."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._taken = set(reserved)

    def take(self, wanted: str) -> str:
        """Returns the wanted name, or the nearest one that is free."""
        name = re.sub(r"\W", "_", wanted)
        while name in self._taken:
            name += "_"
        self._taken.add(name)
        return name
