"""TorchScript classes as Python classes around a script object."""

from __future__ import annotations

import keyword

from torchsharp_py.codegen.model import NamedType
from torchsharp_py.codegen.python import docs, layout, methods
from torchsharp_py.codegen.python.context import Context
from torchsharp_py.codegen.python.convert import incoming, outgoing
from torchsharp_py.codegen.python.literals import string
from torchsharp_py.codegen.writer import Writer
from torchsharp_py.schema import FunctionSchema, Type


def write(writer: Writer, entry: NamedType, context: Context) -> None:
    """Writes a class; results are wrapped in it, and arguments are unwrapped."""
    own = context.type_name(entry.name)
    scope = context.members("script_object", "create", "__init__", "__slots__")
    properties = [(name, scope.take(name), type_) for name, type_ in entry.fields]
    named = [(method, scope.take(method.schema.name)) for method in entry.methods]
    hidden = {name for _, name, _ in properties} | {name for _, name in named}

    writer.line(f"class {own}:")
    with writer.indented():
        docs.write(
            writer,
            [
                f"An instance of TorchScript's class ``{entry.name}``.",
                "",
                "Attributes:",
                "    script_object: The object itself.",
            ],
        )
        writer.line()
        writer.line('__slots__ = ("script_object",)')
        writer.line()
        writer.line("def __init__(self, script_object: Any) -> None:")
        with writer.indented():
            docs.write(writer, ["Wraps an object."])
            writer.line("self.script_object = script_object")
        if entry.constructor is not None:
            _write_create(writer, entry.constructor, entry.name, own, context, hidden)
        for field, name, type_ in properties:
            _write_property(writer, field, name, type_, context, hidden)
        for method, name in named:
            writer.line()
            methods.write(writer, method, name, _member(method.schema.name), context, hidden)


def _write_create(
    writer: Writer,
    schema: FunctionSchema,
    qualified: str,
    own: str,
    context: Context,
    hidden: set[str],
) -> None:
    plan = methods.arguments(schema, context, hidden)
    owner = plan.scope.take("model")
    declared = [f"{owner}: {context.class_name}", *plan.declared]
    writer.line()
    writer.line("@staticmethod")
    layout.call(writer, "def create(", declared, f") -> {own}:")
    with writer.indented():
        lines = list(docs.arguments(plan.named))
        described = f"    {owner}: The model that the class belongs to."
        docs.write(
            writer,
            ["Creates an instance.", *(lines[:2] or ["", "Args:"]), described, *lines[2:]],
        )
        created = f"{owner}.module.create("
        value = plan.scope.take("made")
        layout.call(writer, f"{value} = {created}", [string(qualified), *plan.passed], ")")
        writer.line(f"return {own}({value})")


def _write_property(
    writer: Writer, field: str, name: str, type_: Type, context: Context, hidden: set[str]
) -> None:
    annotation = context.annotation(type_, hidden)
    value = incoming(type_, "value", context)
    writer.line()
    writer.line("@property")
    writer.line(f"def {name}(self) -> {annotation}:")
    with writer.indented():
        docs.write(writer, [f"The attribute ``{field}``."])
        typed = f"value: {annotation}" if value == "value" else "value"
        layout.statement(writer, f"{typed} = {_member(field)}")
        layout.statement(writer, f"return {value}")
    writer.line()
    writer.line(f"@{name}.setter")
    layout.call(writer, f"def {name}(", ["self", f"value: {annotation}"], ") -> None:")
    with writer.indented():
        passed = outgoing(type_, "value", context)
        if _is_plain(field):
            layout.statement(writer, f"{_member(field)} = {passed}")
        else:
            layout.call(writer, "setattr(", ["self.script_object", string(field), passed], ")")


def _member(name: str) -> str:
    """A member of the object; inside a class, Python would change a private name."""
    plain = f"self.script_object.{name}"
    return plain if _is_plain(name) else f"getattr(self.script_object, {string(name)})"


def _is_plain(name: str) -> bool:
    return not keyword.iskeyword(name) and not name.startswith("__")
