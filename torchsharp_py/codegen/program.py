"""What generated documentation says about a program of ``torch.export``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from torchsharp_py.schema import Parameter, TypeKind

if TYPE_CHECKING:
    from torchsharp_py import _described

_INFINITE = 2**63 - 1
_CONSTANT = re.compile(r"-?[\d.]+(e[+-]?\d+)?|-?inf|nan|True|False|None")


@dataclass(frozen=True, slots=True)
class Program:
    """Shapes and element types, which the schema does not have.

    Attributes:
        chosen: The name by which it was chosen in its file; None if no name was given.
        inputs: Where each value stands in the arguments, and its type: ``("x", "Float[s0, 8]")``.
        outputs: The type of each value in the result.
        sizes: The sizes that vary, and their ranges in words.
    """

    chosen: str | None
    inputs: tuple[tuple[str, str], ...]
    outputs: tuple[str, ...]
    sizes: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, described: _described.Program, chosen: str | None) -> Program:
        """Takes what is documented from the extension's description."""
        return cls(
            chosen,
            tuple((path, type_) for path, type_ in described["inputs"]),
            tuple(described["outputs"]),
            tuple((name, _range(least, most)) for name, least, most in described["symbols"]),
        )

    def parameter(self, item: Parameter) -> str:
        """The values in a parameter: ``Float[s0, 8]``, or each with its place in a container."""
        inside = [
            (path[len(item.name) :], _value(type_, item.type.kind is TypeKind.STRING))
            for path, type_ in self.inputs
            if path == item.name or path.startswith((f"{item.name}[", f"{item.name}."))
        ]
        return ", ".join(f"{place} {type_}".lstrip() for place, type_ in inside)

    def result(self) -> str:
        """The values in the result, in their order."""
        return ", ".join(_value(type_) for type_ in self.outputs)

    def ranges(self) -> list[str]:
        """A sentence for each size that varies."""
        return [f"The size {name} is {words}." for name, words in self.sizes]


def _range(least: int, most: int) -> str:
    return f"{least} or more" if most == _INFINITE else f"{least} to {most}"


def _value(type_: str, is_text: bool = False) -> str:
    """A constant is marked as one; libtorch writes the number 2.0 as ``2.``."""
    if is_text:
        return f"always '{type_}'"
    if not _CONSTANT.fullmatch(type_):
        return type_
    return f"always {type_}0" if type_.endswith(".") else f"always {type_}"
