"""Expressions that convert arguments and results between TorchScript and the file's types."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from torchsharp_py.codegen.python.context import Context
from torchsharp_py.schema import Type, TypeKind

_Convert = Callable[[Type, str, Context], str]


def tuple_of(items: Sequence[str]) -> str:
    """A tuple of expressions."""
    return f"({items[0]},)" if len(items) == 1 else f"({', '.join(items)})"


def incoming(type: Type, value: str, context: Context) -> str:  # noqa: A002
    """Converts a result to the types of the file.

    Args:
        type: The TorchScript type.
        value: An expression without side effects.
        context: The names in the file.

    Returns:
        An expression; ``value`` itself if no conversion is needed.
    """
    if type.text in context.types:
        return f"{context.converter(type.text)}({value})"
    return _inside(type, value, context, incoming)


def outgoing(type: Type, value: str, context: Context) -> str:  # noqa: A002
    """Converts an argument for a call: generated classes become the objects inside them."""
    entry = context.types.get(type.text)
    if entry is not None and entry.kind == "class":
        return f"{value}.script_object"
    if entry is not None and entry.kind == "named_tuple":
        items = [outgoing(item, f"{value}[{i}]", context) for i, item in enumerate(type.contained)]
        unchanged = all(item == f"{value}[{i}]" for i, item in enumerate(items))
        # Calls match fields by name; a plain tuple has no names.
        renamed = context.field_names(entry) != [name for name, _ in entry.fields]
        return tuple_of(items) if renamed or not unchanged else value
    return _inside(type, value, context, outgoing)


def _inside(type: Type, value: str, context: Context, convert: _Convert) -> str:  # noqa: A002
    if type.kind is TypeKind.OPTIONAL:
        inner = convert(type.contained[0], value, context)
        return value if inner == value else f"None if {value} is None else {inner}"
    depth = value.count("item")
    item = f"item{depth or ''}"
    if type.kind is TypeKind.LIST:
        inner = convert(type.contained[0], item, context)
        return value if inner == item else f"[{inner} for {item} in {value}]"
    if type.kind is TypeKind.DICT:
        key = f"key{depth or ''}"
        inner = convert(type.contained[1], item, context)
        return (
            value if inner == item else f"{{{key}: {inner} for {key}, {item} in {value}.items()}}"
        )
    if type.kind is TypeKind.TUPLE and not type.fields:
        items = _items(type, value, context, convert)
        return tuple_of(items) if items else value
    return value


def converted_items(type: Type, value: str, context: Context) -> list[str]:  # noqa: A002
    """The converted items of a tuple result; empty if no conversion is needed."""
    is_plain = type.kind is TypeKind.TUPLE and not type.fields
    return _items(type, value, context, incoming) if is_plain else []


def _items(type: Type, value: str, context: Context, convert: _Convert) -> list[str]:  # noqa: A002
    parts = [f"{value}[{i}]" for i in range(len(type.contained))]
    items = [convert(t, p, context) for t, p in zip(type.contained, parts, strict=True)]
    return [] if items == parts else items
