"""The names in a generated C# file."""

from __future__ import annotations

from torchsharp_py.codegen.model import Model
from torchsharp_py.codegen.naming import Scope
from torchsharp_py.schema import Type, spelling
from torchsharp_py.schema.spelling import csharp_name

# Members of every object, which a member of the same name would hide or clash with.
_MEMBERS = """
Deconstruct Equals Finalize GetHashCode GetType MemberwiseClone ReferenceEquals ToString value__
"""
OBJECT_MEMBERS = frozenset(_MEMBERS.split())

# Types that generated code refers to; a nested type of the same name would hide them.
_TYPES = """
Complex Device Dictionary EnumValue Generator IDisposable IScriptObject ModelFormatException
ModuleSignature Scalar ScriptMethod ScriptModule ScriptObject ScriptRuntimeException Task Tensor
TorchTypeException TorchValueException ValueTuple
"""
_REFERRED = frozenset(_TYPES.split())

# Members of every generated class.
_OWN = {"Dispose", "load", "LoadChecked", "module", "training", "Sha256", "Signature"}

# Names that the generated class cannot have.
RESERVED = OBJECT_MEMBERS | _REFERRED | spelling.CSHARP_KEYWORDS


class Context:
    """The members of the generated class, and the names of its types.

    Attributes:
        class_name: The name of the generated class.
        scope: The names of its members.
    """

    def __init__(self, model: Model, class_name: str) -> None:
        self.class_name = class_name
        self.scope = Scope(OBJECT_MEMBERS | _REFERRED | _OWN | {class_name})
        self._types = {entry.name: self.scope.take(entry.short_name) for entry in model.types}

    def type_name(self, qualified: str) -> str:
        """The name of a named type."""
        return csharp_name(self._types[qualified])

    def spell(self, type: Type) -> str:  # noqa: A002
        """A type as this file writes it."""
        return spelling.csharp(
            type, lambda item: self.type_name(item.text) if item.text in self._types else None
        )

    def members(self, own_name: str, *more: str) -> Scope:
        """A scope for the members of a nested type."""
        types = set(self._types.values())
        return Scope(OBJECT_MEMBERS | types | {self.class_name, own_name, *more})
