"""``overlay.toml``: where C# differs from what the generator makes of an operator."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATH = Path(__file__).with_name("overlay.toml")


@dataclass(frozen=True)
class Overlay:
    """The differences, as the file has them."""

    data: Mapping[str, Any]

    @property
    def included(self) -> frozenset[str]:
        """Operators that Python binds by hand, and C# does not."""
        return frozenset(self.data["include"]["operators"])

    @property
    def internal(self) -> list[str]:
        """Operators that hand-written C# calls, by their names and overloads."""
        names: list[str] = self.data["internal"]["operators"]
        return names

    def excludes(self, name: str) -> bool:
        """Whether an operator is not for C#."""
        excluded = self.data["exclude"]
        return name in excluded["names"] or name.startswith(tuple(excluded["prefixes"]))

    def leaves_out(self, overload: str) -> bool:
        """Whether one overload of an operator is not for C#."""
        return overload in self.data["exclude"]["overloads"]

    def is_by_hand(self, section: str, name: str) -> bool:
        """Whether C# has a member of that name already."""
        return name in self.data["by_hand"].get(section, ())

    def renames(self, section: str, name: str) -> Mapping[str, str]:
        """C# names of an operator's parameters."""
        names: Mapping[str, str] = self.data["rename"].get(section, {}).get(name, {})
        return names

    def is_method_too(self, name: str) -> bool:
        """Whether C# shows a function of PyTorch as a method of tensors too."""
        return name in self.data["as_methods"]["operators"]

    def defaults(self, section: str, name: str) -> Mapping[str, str]:
        """C# defaults of parameters, by their C# names."""
        defaults: Mapping[str, str] = self.data["defaults"].get(section, {}).get(name, {})
        return defaults

    def shown_as(self, section: str, name: str) -> str:
        """The C# name of a member."""
        shown: str = self.data["shown_as"].get(section, {}).get(name, name)
        return shown


def read_overlay() -> Overlay:
    """Reads the file."""
    return Overlay(tomllib.loads(PATH.read_text(encoding="utf-8")))
