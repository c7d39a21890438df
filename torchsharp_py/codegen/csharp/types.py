"""Named tuples and enums as C# types. Classes are in ``classes.py``."""

from __future__ import annotations

from torchsharp_py.codegen.csharp import docs
from torchsharp_py.codegen.csharp.context import Context
from torchsharp_py.codegen.model import NamedType
from torchsharp_py.codegen.writer import Writer
from torchsharp_py.schema.spelling import csharp_name

_INT32 = range(-(2**31), 2**31)
_INT64 = range(-(2**63), 2**63)


def write_named_tuple(writer: Writer, entry: NamedType, context: Context) -> None:
    """Writes a named tuple as a read-only struct; the library matches it by its constructor."""
    own = context.type_name(entry.name)
    scope = context.members(own)
    fields = [
        (name, csharp_name(scope.take(name)), context.spell(type_)) for name, type_ in entry.fields
    ]
    writer.line(docs.summary(f"TorchScript's named tuple <c>{docs.text(entry.name)}</c>."))
    writer.line(f"public readonly struct {own}")
    with writer.braces():
        writer.line(docs.summary("Creates one from its fields."))
        for (_, name, _), (_, declared) in zip(fields, entry.fields, strict=True):
            writer.line(docs.tag("param", name.lstrip("@"), f"{docs.text(declared.text)}."))
        writer.line(f"public {own}({', '.join(f'{type_} {name}' for _, name, type_ in fields)})")
        with writer.braces():
            writer.lines(f"this.{name} = {name};" for _, name, _ in fields)
        for field, name, type_ in fields:
            writer.line()
            writer.line(docs.summary(f"The field <c>{docs.text(field)}</c>."))
            writer.line(f"public {type_} {name} {{ get; }}")
        if len(fields) > 1:
            _write_deconstruct(writer, [(name, type_) for _, name, type_ in fields])


def _write_deconstruct(writer: Writer, fields: list[tuple[str, str]]) -> None:
    writer.line()
    writer.line(docs.summary("Splits it into its fields."))
    for name, _ in fields:
        plain = name.lstrip("@")
        writer.line(docs.tag("param", plain, f"The field <c>{plain}</c>."))
    outs = ", ".join(f"out {type_} {name}" for name, type_ in fields)
    writer.line(f"public void Deconstruct({outs})")
    with writer.braces():
        writer.lines(f"{name} = this.{name};" for name, _ in fields)


def write_enum(writer: Writer, entry: NamedType, context: Context) -> None:
    """Writes an enum; the library matches its members by name."""
    own = context.type_name(entry.name)
    scope = context.members(own)
    values = [value for _, value in entry.members]
    numbers = all(type(value) is int and value in _INT64 for value in values)
    distinct = numbers and len(set(values)) == len(values)
    wide = distinct and not all(value in _INT32 for value in values)
    writer.line(docs.summary(f"TorchScript's enum <c>{docs.text(entry.name)}</c>."))
    writer.line(f"public enum {own}" + (" : long" if wide else ""))
    with writer.braces():
        for index, (member, value) in enumerate(entry.members):
            if index:
                writer.line()
            writer.line(docs.summary(f"<c>{docs.text(repr(value))}</c> in TorchScript."))
            name = csharp_name(scope.take(member))
            writer.line(f"{name} = {value}," if distinct else f"{name},")
