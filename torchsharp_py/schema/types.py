"""TorchScript types, as trees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from torchsharp_py.schema import spelling
from torchsharp_py.schema.kinds import TypeKind

if TYPE_CHECKING:
    from torchsharp_py._described import TypeTree


@dataclass(frozen=True, slots=True)
class Type:
    """A TorchScript type, a small tree.

    Attributes:
        kind: What kind of type it is.
        text: The type as TorchScript prints it, such as ``Dict[str, Tensor]``.
        contained: The types inside it: of a tuple's items, a list's elements, an optional's value,
            a dictionary's keys and values, an enum's values.
        fields: The field names of a named tuple, the member names of an enum, or the attribute
            names of a class; empty for every other type.
    """

    kind: TypeKind
    text: str
    contained: tuple[Type, ...] = ()
    fields: tuple[str, ...] = ()

    @classmethod
    def from_tree(cls, tree: TypeTree) -> Type:
        """Builds a type from the tuple (kind number, text, contained, fields) of the C ABI."""
        kind, text, contained, fields = tree
        return cls(
            TypeKind.from_number(kind),
            text,
            tuple(cls.from_tree(item) for item in contained),
            tuple(fields),
        )

    @property
    def python(self) -> str:
        """The type as Python writes it, such as ``dict[str, torch.Tensor]``."""
        return spelling.python(self)

    @property
    def csharp(self) -> str:
        """The type as C# writes it, such as ``Dictionary<string, Tensor>``."""
        return spelling.csharp(self)

    @property
    def short_name(self) -> str:
        """The last part of the name; for a named type, the name in its declaration."""
        return self.text.rpartition(".")[2]

    @property
    def is_named_tuple(self) -> bool:
        """Whether it is a tuple whose items have names."""
        return self.kind is TypeKind.TUPLE and bool(self.fields)

    def __str__(self) -> str:
        return self.text
