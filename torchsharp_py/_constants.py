"""The constants of a piece of TorchScript code."""

from __future__ import annotations

from typing import Any


class Constants(dict[str, Any]):
    """The values that the code calls ``CONSTANTS.c0`` and so on, by name or as attributes."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(
                f"the code has no constant '{name}'. It has: {', '.join(self) or 'none'}."
            ) from None
