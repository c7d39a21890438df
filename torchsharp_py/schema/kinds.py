"""The kinds of TorchScript types."""

from __future__ import annotations

import enum

from torchsharp_py import _kinds


class TypeKind(str, enum.Enum):  # noqa: UP042 (str(kind) stays the name)
    """What kind of type a :class:`torchsharp_py.schema.Type` is."""

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
        return _NUMBERS[self]

    @classmethod
    def from_number(cls, number: int) -> TypeKind:
        """Returns the kind of a ``tsp_type_kind``.

        Raises:
            ValueError: No kind has this number.
        """
        if number not in _KINDS:
            raise ValueError(f"expected a tsp_type_kind, 0 to {max(_KINDS)}, got {number}")
        return _KINDS[number]


_NUMBERS: dict[TypeKind, int] = {kind: getattr(_kinds.TypeKind, kind.name) for kind in TypeKind}
_KINDS = {number: kind for kind, number in _NUMBERS.items()}
