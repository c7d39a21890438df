"""Signatures of TorchScript methods and functions, as plain immutable objects.

``str()`` of each prints as TorchScript does; :attr:`Type.python` and :attr:`Type.csharp` spell a
type as the two languages write it.

    >>> schema = jit.load("model.pt").schema("predict")
    >>> [(p.name, str(p.type), p.type.python) for p in schema.parameters]
    [('x', 'Tensor', 'torch.Tensor'), ('top', 'int', 'int')]
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from torchsharp_py import _spelling

__all__ = ["FunctionSchema", "Parameter", "Type", "TypeKind"]


class TypeKind(str, enum.Enum):
    """What kind of type a :class:`Type` is. The order is that of ``tsp_type_kind`` in the C ABI."""

    OTHER = "other"
    TENSOR = "tensor"
    INT = "int"
    FLOAT = "float"
    BOOL = "bool"
    STRING = "string"
    NONE = "none"
    TUPLE = "tuple"
    LIST = "list"
    OPTIONAL = "optional"
    NUMBER = "number"
    DEVICE = "device"
    COMPLEX = "complex"
    DICT = "dict"
    ANY = "any"
    CLASS = "class"
    ENUM = "enum"
    INTERFACE = "interface"
    UNION = "union"
    FUTURE = "future"
    GENERATOR = "generator"
    AWAIT = "await"

    def __str__(self) -> str:
        return self.value

    @property
    def number(self) -> int:
        """The ``tsp_type_kind`` of the C ABI."""
        return _KINDS.index(self)

    @classmethod
    def from_number(cls, number: int) -> TypeKind:
        """Returns the kind of a ``tsp_type_kind``.

        Raises:
            ValueError: There is no such kind.
        """
        if not 0 <= number < len(_KINDS):
            raise ValueError(f"expected a tsp_type_kind, 0 to {len(_KINDS) - 1}, got {number}")
        return _KINDS[number]


_KINDS = tuple(TypeKind)


@dataclass(frozen=True, slots=True)
class Type:
    """A TorchScript type, a small tree.

    Attributes:
        kind: What kind of type it is.
        text: The type as TorchScript prints it, such as ``Dict[str, Tensor]``.
        contained: The types it is made of: of a tuple's items, a list's element, an optional's
            value, a dictionary's key and value, an enum's values.
        fields: The field names of a named tuple, the member names of an enum, the attribute names
            of a class; empty for every other type.
    """

    kind: TypeKind
    text: str
    contained: tuple[Type, ...] = ()
    fields: tuple[str, ...] = ()

    @classmethod
    def from_tree(cls, tree: Sequence[Any]) -> Type:
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
        return _spelling.python(self)

    @property
    def csharp(self) -> str:
        """The type as C# writes it, such as ``Dictionary<string, Tensor>``."""
        return _spelling.csharp(self)

    @property
    def short_name(self) -> str:
        """The last part of the name, which for a named type is the one it was declared with."""
        return self.text.rpartition(".")[2]

    @property
    def is_named_tuple(self) -> bool:
        """Whether it is a tuple whose items have names."""
        return self.kind is TypeKind.TUPLE and bool(self.fields)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a method or function.

    Attributes:
        name: Its name.
        type: Its type.
        has_default: Whether calls may leave it out.
        keyword_only: Whether Python calls must name it.
        default: The default itself; None also where there is none.
        default_text: The default as TorchScript prints it; None where there is none.
    """

    name: str
    type: Type
    has_default: bool = False
    keyword_only: bool = False
    default: object = field(default=None, compare=False)
    default_text: str | None = None

    @classmethod
    def from_tree(cls, tree: Sequence[Any]) -> Parameter:
        """Builds a parameter from the tuple of the C ABI."""
        name, type_tree, has_default, keyword_only, default_text, default = tree
        return cls(
            name, Type.from_tree(type_tree), has_default, keyword_only, default, default_text
        )

    def __str__(self) -> str:
        return f"{self.type} {self.name}" + (f"={self.default_text}" if self.has_default else "")


@dataclass(frozen=True, slots=True)
class FunctionSchema:
    """The signature of a method or function, without ``self``.

    Attributes:
        name: The name of the method or function.
        text: The whole signature as TorchScript prints it.
        parameters: The parameters, in the order that calls pass them.
        returns: The type of the result.
    """

    name: str
    text: str
    parameters: tuple[Parameter, ...]
    returns: Type

    @classmethod
    def from_tree(cls, tree: Sequence[Any]) -> FunctionSchema:
        """Builds a schema from the nested tuples of the C ABI's ``tsp_callable_schema``."""
        name, text, parameters, returns = tree
        return cls(
            name,
            text,
            tuple(Parameter.from_tree(parameter) for parameter in parameters),
            Type.from_tree(returns),
        )

    def __str__(self) -> str:
        return self.text
