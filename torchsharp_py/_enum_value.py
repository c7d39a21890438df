"""Members of TorchScript enums that have no Python class in this process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class EnumValue:
    """A member of an enum that is defined only in a TorchScript file.

    If the enum's Python class is scripted in this process, results are members of that class
    instead. Arguments may be either: the name of the member counts.

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
