"""Default values as Python writes them, in ruff's format."""

from __future__ import annotations

import math
import re
from typing import Any

from torchsharp_py.codegen.python.context import Context
from torchsharp_py.codegen.python.convert import tuple_of
from torchsharp_py.schema import Parameter, Type, TypeKind


class NoLiteralError(Exception):
    """The value cannot be written."""


def default(parameter: Parameter, context: Context) -> str:
    """The default of a parameter as an expression.

    Raises:
        NoLiteralError: It cannot be written.
    """
    type_ = parameter.type
    if parameter.default_text == "None":
        return "None"
    if type_.kind is TypeKind.OPTIONAL:
        type_ = type_.contained[0]
    if type_.kind is TypeKind.ENUM:
        name = re.sub(r"^.*\.", "", (parameter.default_text or "").rstrip(">"))
        return _member(name, type_, context)
    return literal(parameter.default, type_, context)


def literal(value: Any, type: Type, context: Context) -> str:  # noqa: A002
    """A value of a type as an expression.

    Raises:
        NoLiteralError: It cannot be written.
    """
    kind = type.kind
    if value is None:
        return "None"
    if kind is TypeKind.OPTIONAL:
        return literal(value, type.contained[0], context)
    if kind is TypeKind.LIST:
        return f"[{', '.join(literal(v, type.contained[0], context) for v in value)}]"
    if kind is TypeKind.DICT:
        key, mapped = type.contained
        pairs = (
            f"{literal(k, key, context)}: {literal(v, mapped, context)}" for k, v in value.items()
        )
        return f"{{{', '.join(pairs)}}}"
    if kind is TypeKind.TUPLE:
        items = [literal(v, t, context) for v, t in zip(value, type.contained, strict=True)]
        if type.text in context.types:
            return f"{context.type_name(type.text)}({', '.join(items)})"
        return tuple_of(items) if items else "()"
    if kind is TypeKind.ENUM and hasattr(value, "name"):
        return _member(value.name, type, context)
    if kind is TypeKind.DEVICE:
        return string(str(value))
    return _scalar(value, type)


def _scalar(value: Any, type: Type) -> str:  # noqa: A002
    if isinstance(value, str):
        return string(value)
    if isinstance(value, complex):
        return f"complex({_scalar(value.real, type)}, {_scalar(value.imag, type)})"
    if isinstance(value, float) and not math.isfinite(value):
        return f'float("{value}")'
    if isinstance(value, (bool, int, float)):
        return repr(value).replace("e+", "e")
    raise NoLiteralError(type.text)


def _member(name: str, type: Type, context: Context) -> str:  # noqa: A002
    if type.text not in context.types or name not in type.fields:
        raise NoLiteralError(type.text)
    return f"{context.type_name(type.text)}.{name}"


def string(value: str) -> str:
    """A string literal, in double quotes unless single quotes need fewer escapes."""
    inner = "".join(c if c in "'\"" else repr(c)[1:-1] for c in value)
    quote = '"' if inner.count('"') <= inner.count("'") else "'"
    return quote + inner.replace(quote, f"\\{quote}") + quote
