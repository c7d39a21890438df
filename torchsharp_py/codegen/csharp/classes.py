"""TorchScript classes as C# classes around a ScriptObject."""

from __future__ import annotations

from collections.abc import Sequence

from torchsharp_py.codegen.csharp import docs, methods
from torchsharp_py.codegen.csharp.context import Context
from torchsharp_py.codegen.csharp.literals import string
from torchsharp_py.codegen.csharp.parameters import Slot
from torchsharp_py.codegen.model import NamedType
from torchsharp_py.codegen.naming import Scope
from torchsharp_py.codegen.writer import Writer
from torchsharp_py.schema import FunctionSchema
from torchsharp_py.schema.spelling import csharp_name

_OBJECT = "ScriptObject"


def write(writer: Writer, entry: NamedType, context: Context) -> None:
    """Writes a class; the library wraps and unwraps it through IScriptObject."""
    own = context.type_name(entry.name)
    scope = context.members(own, _OBJECT, "Dispose")
    properties = [(name, scope.take(name), context.spell(type_)) for name, type_ in entry.fields]
    members = methods.members(entry.methods, scope)

    writer.line(docs.summary(f"An instance of TorchScript's class <c>{docs.text(entry.name)}</c>."))
    writer.line(f"public sealed class {own} : IScriptObject, IDisposable")
    with writer.braces():
        for member in members:
            if member.view is not None:
                view = methods.view_type(member, context)
                writer.line(f"private ScriptMethod{view}? {member.view};")
        if any(member.view is not None for member in members):
            writer.line()
        writer.line(docs.summary("Wraps an object."))
        writer.line(docs.tag("param", "scriptObject", "An instance of the class."))
        writer.line(f"public {own}(ScriptObject scriptObject)")
        with writer.braces():
            writer.line("ScriptObject = scriptObject;")
        if entry.constructor is not None:
            _write_constructor(writer, entry.constructor, entry.name, own, context)
        writer.line()
        writer.line("/// <inheritdoc/>")
        writer.line("public ScriptObject ScriptObject { get; }")
        for field, name, type_ in properties:
            _write_property(writer, field, csharp_name(name), type_)
        for member in members:
            writer.line()
            methods.write(writer, member, context, _OBJECT, lazy=True)
        writer.line()
        writer.line(docs.summary("Releases the object."))
        writer.line("public void Dispose() => ScriptObject.Dispose();")


def _write_constructor(
    writer: Writer, schema: FunctionSchema, name: str, own: str, context: Context
) -> None:
    owner = Scope(parameter.name for parameter in schema.parameters).take("model")

    def one(parameters: Sequence[Slot], arguments: Sequence[str]) -> None:
        writer.line(docs.summary("Creates an instance."))
        writer.line(docs.tag("param", owner, "The model that the class belongs to."))
        for slot in parameters:
            writer.line(docs.parameter(slot.parameter))
        declarations = [f"{context.class_name} {owner}", *(slot.declaration for slot in parameters)]
        methods.write_head(writer, f"public {own}", declarations, "")
        passed = f"{string(name)}, new object?[] {{ {', '.join(arguments)} }}"
        with writer.indented():
            writer.line(f": this({owner}.module.Create({passed}))")
        writer.lines(["{", "}"])

    writer.line()
    methods.forms(schema.parameters, context, one, writer)


def _write_property(writer: Writer, field: str, name: str, type_: str) -> None:
    writer.line()
    writer.line(docs.summary(f"The attribute <c>{docs.text(field)}</c>."))
    writer.line(f"public {type_} {name}")
    with writer.braces():
        writer.line(f"get => ScriptObject.getattr<{type_}>({string(field)});")
        writer.line(f"set => ScriptObject.setattr({string(field)}, value);")
