"""The module's own attributes as C# properties."""

from __future__ import annotations

from torchsharp_py.codegen.csharp import docs
from torchsharp_py.codegen.csharp.context import Context
from torchsharp_py.codegen.csharp.literals import string
from torchsharp_py.codegen.model import Attribute, Model
from torchsharp_py.codegen.writer import Writer
from torchsharp_py.schema.spelling import csharp_name

_SETTABLE = "attribute"


def write(writer: Writer, model: Model, context: Context) -> None:
    """Writes ``training``, and a property for each parameter, buffer, attribute and constant."""
    _write_property(
        writer,
        "bool training",
        "Whether the module is in training mode.",
        "module.training",
        "module.train(value)",
    )
    for attribute in model.attributes:
        if attribute.name != "training":
            _write_attribute(writer, attribute, context)


def _write_attribute(writer: Writer, attribute: Attribute, context: Context) -> None:
    type_ = context.spell(attribute.type)
    name = csharp_name(context.scope.take(attribute.name))
    key = string(attribute.name)
    _write_property(
        writer,
        f"{type_} {name}",
        f"The {attribute.role} <c>{docs.text(attribute.name)}</c>.",
        f"module.getattr<{type_}>({key})",
        f"module.setattr({key}, value)" if attribute.role == _SETTABLE else None,
    )


def _write_property(
    writer: Writer, declaration: str, summary: str, get: str, set_: str | None
) -> None:
    writer.line()
    writer.line(docs.summary(summary))
    if set_ is None:
        writer.line(f"public {declaration} => {get};")
        return
    writer.line(f"public {declaration}")
    with writer.braces():
        writer.line(f"get => {get};")
        writer.line(f"set => {set_};")
