"""The constants of a piece of TorchScript code."""

from __future__ import annotations

from typing import Any


class Constants(dict[str, Any]):
    """What the code names ``CONSTANTS.c0``, by name (``"c0"``); each is an attribute too."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(
                f"the code has no constant '{name}'. It has: {', '.join(self) or 'none'}."
            ) from None
