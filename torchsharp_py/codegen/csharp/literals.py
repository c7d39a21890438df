"""Default values as C# writes them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Any

from torchsharp_py.codegen.csharp.context import Context
from torchsharp_py.schema import Parameter, Type, TypeKind
from torchsharp_py.schema.spelling import csharp_name


class NoLiteralError(Exception):
    """C# cannot write the value."""


def default(parameter: Parameter, context: Context) -> str:
    """The default of a parameter as an expression.

    Raises:
        NoLiteralError: C# cannot write it.
    """
    if parameter.default_text == "None":
        return "null"
    type_ = parameter.type
    if type_.kind is TypeKind.OPTIONAL:
        type_ = type_.contained[0]
    if type_.kind is TypeKind.ENUM:
        return _member(parameter.default_text or "", type_, context)
    return literal(parameter.default, type_, context)


def literal(value: Any, type: Type, context: Context) -> str:  # noqa: A002
    """A value of a type as an expression.

    Raises:
        NoLiteralError: C# cannot write it.
    """
    kind = type.kind.value
    if kind == "optional":
        return "null" if value is None else literal(value, type.contained[0], context)
    if kind in _SIMPLE:
        return str(_SIMPLE[kind](value))
    if kind == "list":
        return _braces(context.spell(type), (literal(v, type.contained[0], context) for v in value))
    if kind == "dict":
        key, mapped = type.contained
        items = (
            f"[{literal(k, key, context)}] = {literal(v, mapped, context)}"
            for k, v in value.items()
        )
        return _braces(context.spell(type), items)
    if kind == "tuple":
        return _tuple(value, type, context)
    if kind == "enum" and hasattr(value, "name"):
        return _member(value.name, type, context)
    raise NoLiteralError(type.text)


def _tuple(value: Any, type: Type, context: Context) -> str:  # noqa: A002
    items = [literal(v, item, context) for v, item in zip(value, type.contained, strict=True)]
    if type.fields:
        return f"new {context.spell(type)}({', '.join(items)})"
    if len(items) < 2:
        return f"new {context.spell(type)}({', '.join(items)})" if items else "default"
    return f"({', '.join(items)})"


def _braces(type_text: str, items: Iterable[str]) -> str:
    inner = ", ".join(items)
    return f"new {type_text} {{ {inner} }}" if inner else f"new {type_text} {{ }}"


def _member(text: str, type: Type, context: Context) -> str:  # noqa: A002
    """A member of an enum, from ``Enum<Color.RED>``."""
    name = re.sub(r"^.*\.", "", text.rstrip(">"))
    if name not in type.fields:
        raise NoLiteralError(text)
    return f"{context.spell(type)}.{csharp_name(name)}"


def _integer(value: int) -> str:
    return repr(int(value))


def _float(value: float) -> str:
    if math.isnan(value):
        return "double.NaN"
    if math.isinf(value):
        return "double.PositiveInfinity" if value > 0 else "double.NegativeInfinity"
    return repr(float(value))


def string(value: str) -> str:
    """A string literal."""
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}

    def escaped(c: str) -> str:
        if c in escapes:
            return escapes[c]
        return c if c.isprintable() else "".join(f"\\u{u:04x}" for u in _utf16(c))

    return '"' + "".join(map(escaped, value)) + '"'


def _utf16(c: str) -> Iterable[int]:
    data = c.encode("utf-16-be", "surrogatepass")
    return (int.from_bytes(data[i : i + 2], "big") for i in range(0, len(data), 2))


def _number(value: complex) -> str:
    if isinstance(value, bool):
        return f"(Scalar){_boolean(value)}"
    if isinstance(value, int):
        return f"(Scalar)({_integer(value)}L)"
    if isinstance(value, float):
        return f"(Scalar)({_float(value)})"
    return f"(Scalar){_complex(value)}"


def _boolean(value: object) -> str:
    return "true" if value else "false"


def _complex(value: complex) -> str:
    return f"new Complex({_float(value.real)}, {_float(value.imag)})"


def _device(value: object) -> str:
    return f"new Device({string(str(value))})"


_SIMPLE: dict[str, Any] = {
    "int": _integer,
    "float": _float,
    "bool": _boolean,
    "string": string,
    "complex": _complex,
    "number": _number,
    "device": _device,
    "none": lambda _: "null",
}
