"""Members of TorchScript enums whose Python class is not at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class EnumValue:
    """A member of an enum that is defined in a TorchScript file only.

    Where the Python class is scripted in the same process, its own members are returned instead.
    Both are taken as arguments, by the name of the member.

    Attributes:
        type_name: The enum's qualified name (``__torch__.models.Color``).
        name: The member's name (``RED``).
        value: The member's value: an int, a float or a str.
    """

    type_name: str
    name: str
    value: Any

    def __str__(self) -> str:
        return f"{self.type_name.rpartition('.')[2]}.{self.name}"
