"""TorchScript types as Python and C# write them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torchsharp_py.schema.types import Type

# Returns the name of a named type (tuple, class, enum, interface); None means the default spelling.
Names = Callable[["Type"], "str | None"]

_PYTHON = {
    "tensor": "torch.Tensor",
    "int": "int",
    "float": "float",
    "bool": "bool",
    "string": "str",
    "none": "None",
    "number": "bool | int | float | complex",
    "device": "torch.device",
    "complex": "complex",
    "any": "Any",
    "class": "jit.ScriptObject",
    "interface": "jit.ScriptModule",
    "generator": "torch.Generator",
    "other": "object",
}

_CSHARP = {
    "tensor": "Tensor",
    "int": "long",
    "float": "double",
    "bool": "bool",
    "string": "string",
    "none": "object?",
    "number": "Scalar",
    "device": "Device",
    "complex": "Complex",
    "any": "object?",
    "class": "ScriptObject",
    "enum": "EnumValue",
    "interface": "ScriptModule",
    "generator": "Generator",
    "other": "ScriptObject",
}


def python(type: Type, names: Names | None = None) -> str:  # noqa: A002
    """Spells a type for Python.

    Args:
        type: The type.
        names: Names for named types; by default the last part of the full name.

    Returns:
        A type such as ``dict[str, torch.Tensor]``.
    """
    own = names(type) if names else None
    if own is not None:
        return own
    inner = [python(item, names) for item in type.contained]
    kind = type.kind.value
    if kind == "tuple" and not type.fields:
        return f"tuple[{', '.join(inner) or '()'}]"
    if kind in ("list", "dict"):
        return f"{kind}[{', '.join(inner)}]"
    if kind == "optional":
        return f"{inner[0]} | None"
    if kind == "union":
        return " | ".join(inner)
    if kind in ("future", "await"):
        return f"jit.Future[{inner[0]}]"
    return _PYTHON.get(kind, type.short_name)


def csharp(type: Type, names: Names | None = None) -> str:  # noqa: A002
    """Spells a type for C#.

    Args:
        type: The type.
        names: Names for named types; by default a named tuple is a tuple with named items.

    Returns:
        A type such as ``Dictionary<string, Tensor>``.
    """
    own = names(type) if names else None
    if own is not None:
        return own
    inner = [csharp(item, names) for item in type.contained]
    kind = type.kind.value
    if kind == "tuple":
        return _csharp_tuple(inner, type.fields)
    if kind == "list":
        return f"{inner[0]}[]"
    if kind == "dict":
        return f"Dictionary<{', '.join(inner)}>"
    if kind == "optional":
        return inner[0].rstrip("?") + "?"
    if kind == "union":
        return "object?" if any(item.kind.value == "none" for item in type.contained) else "object"
    if kind in ("future", "await"):
        return "Task" if type.contained[0].kind.value == "none" else f"Task<{inner[0]}>"
    return _CSHARP[kind]


# Members of a value tuple, and names that the compiler reserves; items cannot have these names.
_TUPLE_MEMBERS = {"CompareTo", "Deconstruct", "Equals", "GetHashCode", "Rest", "ToString"}


def _csharp_tuple(items: list[str], fields: tuple[str, ...]) -> str:
    if len(items) < 2:
        return f"ValueTuple<{items[0]}>" if items else "ValueTuple"
    if any(name in _TUPLE_MEMBERS or name.startswith("Item") for name in fields):
        fields = ()
    named = (f"{item} {csharp_name(name)}" for item, name in zip(items, fields, strict=False))
    return f"({', '.join(named if fields else items)})"


_RESERVED = """
abstract as base bool break byte case catch char checked class const continue decimal default
delegate do double else enum event explicit extern false finally fixed float for foreach goto if
implicit in int interface internal is lock long namespace new null object operator out override
params private protected public readonly ref return sbyte sealed short sizeof stackalloc static
string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual
void volatile while
"""
CSHARP_KEYWORDS = frozenset(_RESERVED.split())


def csharp_name(name: str) -> str:
    """The name, with ``@`` before it if C# reserves the word."""
    return f"@{name}" if name in CSHARP_KEYWORDS else name
