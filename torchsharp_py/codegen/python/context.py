"""The names in a generated Python file."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Collection

from torchsharp_py.codegen.model import Model, NamedType
from torchsharp_py.codegen.naming import Scope
from torchsharp_py.schema import Type, TypeKind, spelling

_KEYWORDS = frozenset(keyword.kwlist)
_USED = """
Any NamedTuple TYPE_CHECKING annotations builtins enum export getattr jit os property signature
staticmethod torch
"""
_IMPORTED = frozenset(_USED.split())
# Names that the generated class cannot have.
RESERVED = _KEYWORDS | _IMPORTED | frozenset(dir(builtins))
# Builtins in annotations; a member of the same name hides the builtin in the body of its class.
_HIDDEN = re.compile(r"(?<![\w.])(bool|complex|dict|float|int|list|object|str|tuple)\b")


class Context:
    """The names of the file's types.

    Attributes:
        class_name: The name of the class of the model.
        types: The named types by their qualified name.
    """

    def __init__(self, model: Model, class_name: str) -> None:
        self.class_name = class_name
        self.scope = Scope(RESERVED | {class_name})
        self.types: dict[str, NamedType] = {entry.name: entry for entry in model.types}
        self._names = {entry.name: self.scope.take(entry.short_name) for entry in model.types}
        parameters = {
            parameter.name for schema in model.schemas() for parameter in schema.parameters
        }
        self._private = Scope(parameters)
        self._converters: dict[str, str] = {}

    def type_name(self, qualified: str) -> str:
        """The name of a named type."""
        return self._names[qualified]

    def converter(self, qualified: str) -> str:
        """The function that converts a result to a named type."""
        if qualified not in self._converters:
            wanted = f"_to_{self._names[qualified]}"
            self._converters[qualified] = self.scope.take(self._private.take(wanted))
        return self._converters[qualified]

    def annotation(self, type: Type, hidden: Collection[str] = ()) -> str:  # noqa: A002
        """A type as an annotation.

        Args:
            type: The type.
            hidden: The members of the class whose body contains it.
        """
        spelled = spelling.python(type, self._own_name)
        return _HIDDEN.sub(
            lambda match: f"builtins.{match[0]}" if match[0] in hidden else match[0], spelled
        )

    def members(self, *reserved: str) -> Scope:
        """A scope for the members of a class; they do not hide names in annotations."""
        return Scope(_KEYWORDS | _IMPORTED | {self.class_name, *self._names.values(), *reserved})

    def field_names(self, entry: NamedType) -> list[str]:
        """The names of the fields of a named tuple."""
        scope = self.members()
        return [python_name(scope, name) for name, _ in entry.fields]

    def mentions(self, type: Type) -> bool:  # noqa: A002
        """Whether a type of this file occurs in the type."""
        return type.text in self._names or any(map(self.mentions, type.contained))

    def _own_name(self, type: Type) -> str | None:  # noqa: A002
        if type.text in self._names:
            return self._names[type.text]
        # The values inside these are not converted.
        opaque = type.kind in (TypeKind.UNION, TypeKind.FUTURE, TypeKind.AWAIT)
        if opaque and self.mentions(type):
            return "Any" if type.kind is TypeKind.UNION else "jit.Future[Any]"
        # The file has no type for it.
        if type.kind is TypeKind.ENUM or type.is_named_tuple:
            return "Any"
        return None


def python_name(scope: Scope, name: str) -> str:
    """The name of a parameter; a keyword gets an underscore."""
    return scope.take(f"{name}_" if name in _KEYWORDS else name)
