"""Enums and named tuples as Python types, and the functions that convert results to them."""

from __future__ import annotations

from torchsharp_py.codegen.model import NamedType
from torchsharp_py.codegen.python import docs, layout
from torchsharp_py.codegen.python.context import Context
from torchsharp_py.codegen.python.convert import incoming
from torchsharp_py.codegen.python.literals import string
from torchsharp_py.codegen.writer import Writer

# Methods of every tuple.
_TUPLE_MEMBERS = ("count", "index")


def write_enum(writer: Writer, entry: NamedType, context: Context) -> None:
    """Writes an enum; calls match its members by name."""
    writer.line(f"class {context.type_name(entry.name)}(enum.Enum):")
    with writer.indented():
        docs.write(writer, [f"TorchScript's enum ``{entry.name}``."])
        writer.line()
        for name, value in entry.members:
            writer.line(f"{name} = {string(value) if isinstance(value, str) else repr(value)}")


def write_named_tuple(writer: Writer, entry: NamedType, context: Context) -> None:
    """Writes a named tuple."""
    names = context.field_names(entry)
    hidden = set(names)
    writer.line(f"class {context.type_name(entry.name)}(NamedTuple):")
    with writer.indented():
        docs.write(writer, [f"TorchScript's named tuple ``{entry.name}``."])
        writer.line()
        for name, (_, type_) in zip(names, entry.fields, strict=True):
            ignored = "  # type: ignore[assignment]" if name in _TUPLE_MEMBERS else ""
            layout.statement(writer, f"{name}: {context.annotation(type_, hidden)}{ignored}")


def write_converter(writer: Writer, entry: NamedType, context: Context) -> None:
    """Writes the function that converts a result to a type."""
    own = context.type_name(entry.name)
    writer.line(f"def {context.converter(entry.name)}(value: Any) -> {own}:")
    parts = [f"value[{i}]" for i in range(len(entry.fields))]
    items = [
        incoming(type_, part, context) for part, (_, type_) in zip(parts, entry.fields, strict=True)
    ]
    with writer.indented():
        if entry.kind == "enum":
            writer.line(f"return {own}[value.name]")
        elif entry.kind == "class":
            writer.line(f"return {own}(value)")
        elif items == parts:
            writer.line(f"return {own}(*value)")
        else:
            writer.line(f"return {own}(")
            with writer.indented():
                writer.lines(f"{item}," for item in items)
            writer.line(")")
