"""The whole Python file."""

from __future__ import annotations

from torchsharp_py.codegen import signature
from torchsharp_py.codegen.model import Attribute, Method, Model
from torchsharp_py.codegen.program import Program
from torchsharp_py.codegen.python import classes, docs, layout, methods, types
from torchsharp_py.codegen.python.context import Context
from torchsharp_py.codegen.python.convert import incoming
from torchsharp_py.codegen.python.literals import string
from torchsharp_py.codegen.writer import Writer

_MODE = "    mode: Whether code compiled into the file is used: only for files that you trust."

# An earlier definition can be a default value in a later one.
_TYPES = {
    "enum": types.write_enum,
    "named_tuple": types.write_named_tuple,
    "class": classes.write,
}


def emit(model: Model, class_name: str, *, attributes: bool = False) -> str:
    """Writes the module of a model.

    Args:
        model: The model.
        class_name: The name of its class.
        attributes: Whether parameters, buffers, attributes and constants become properties.

    Returns:
        The text of the file.
    """
    context = Context(model, class_name)
    body = Writer()
    for kind, write in _TYPES.items():
        for entry in model.types:
            if entry.kind == kind:
                body.lines(["", ""])
                write(body, entry, context)
    body.lines(["", ""])
    _write_class(body, model, context, attributes=attributes)
    for entry in model.types:
        body.lines(["", ""])
        types.write_converter(body, entry, context)
    text = body.text()
    return _header(model, context, text) + text


def _header(model: Model, context: Context, body: str) -> str:
    writer = Writer()
    name = model.type_name
    docs.write(
        writer,
        [
            f"{model.kind} ``{name}``, with its methods typed.",
            "",
            "Written by ``python -m torchsharp_py codegen`` from a model file. Do not edit it:",
            "generate it again.",
        ],
    )
    writer.lines(["", "# ruff: noqa", "from __future__ import annotations", ""])
    if "builtins." in body:
        writer.line("import builtins")
    if any(entry.kind == "enum" for entry in model.types):
        writer.line("import enum")
    writer.line("import os")
    from_typing = [
        *(["TYPE_CHECKING"] if "torch." in body else []),
        *(["Any"] if "Any" in body else []),
        *(["NamedTuple"] if any(entry.kind == "named_tuple" for entry in model.types) else []),
    ]
    if from_typing:
        writer.line(f"from typing import {', '.join(from_typing)}")
    writer.line()
    loaders = "jit" if model.program is None else "export, jit"
    writer.lines(
        [f"from torchsharp_py import {loaders}", "from torchsharp_py.codegen import signature"]
    )
    if "TYPE_CHECKING" in from_typing:
        writer.lines(["", "if TYPE_CHECKING:", "    import torch"])
    writer.lines(["", f'_SHA256 = "{signature.digest(model.signature)}"', ""])
    layout.tuple_of(writer, "_SIGNATURE = ", [string(line) for line in model.signature])
    return writer.text()


def _write_class(writer: Writer, model: Model, context: Context, *, attributes: bool) -> None:
    own = context.class_name
    scope = context.members("module", "load", "__call__", "__init__", "__slots__")
    named = [(method, scope.take(method.schema.name)) for method in model.methods]
    fields = [scope.take(f"_{name}") for _, name in named]
    properties = [
        (attribute, scope.take(attribute.name)) for attribute in model.attributes if attributes
    ]
    hidden = {name for _, name in named} | {name for _, name in properties}
    writer.line(f"class {own}:")
    with writer.indented():
        docs.write(
            writer,
            [
                f"{model.kind} ``{model.type_name}``, with its methods typed.",
                "",
                "Attributes:",
                "    module: The module, for everything that has no method here.",
            ],
        )
        writer.line()
        layout.tuple_of(writer, "__slots__ = ", [string(name) for name in ["module", *fields]])
        writer.line()
        views = [(m.schema.name, field) for (m, _), field in zip(named, fields, strict=True)]
        _write_making(writer, own, views, model.program)
        for (method, name), field in zip(named, fields, strict=True):
            writer.line()
            methods.write(writer, method, name, f"self.{field}", context, hidden)
        _write_call(writer, model, context, hidden)
        for attribute, name in properties:
            _write_attribute(writer, attribute, name, context, hidden)


def _write_making(
    writer: Writer, own: str, fields: list[tuple[str, str]], program: Program | None
) -> None:
    writer.line("def __init__(self, module: jit.ScriptModule) -> None:")
    with writer.indented():
        docs.write(
            writer,
            [
                "Wraps a module.",
                "",
                "Raises:",
                "    ScriptTypeError: The methods differ; the message lists how.",
            ],
        )
        writer.line(f"signature.verify(module, {string(own)}, _SHA256, _SIGNATURE)")
        writer.line("self.module = module")
        writer.lines(f"self.{field} = module.method({string(name)})" for name, field in fields)
    writer.line()
    writer.line("@staticmethod")
    parameters = ["path: str | os.PathLike[str]", "map_location: str | torch.device | None = None"]
    loaded = "jit.load(path, map_location)"
    if program is not None:
        parameters.append('mode: export.Mode = "interpret"')
        chosen = "" if program.chosen is None else f", model={string(program.chosen)}"
        loaded = f"export.load(path, map_location{chosen}, mode=mode)"
    layout.call(writer, "def load(", parameters, f") -> {own}:")
    with writer.indented():
        docs.write(
            writer,
            [
                "Loads the model; a file with other methods is an error.",
                "",
                "Args:",
                f"    path: {'A TorchScript archive' if program is None else 'A .pt2 file'}.",
                "    map_location: The device for its weights; None keeps the saved devices.",
                *([] if program is None else [_MODE]),
                "",
                "Raises:",
                "    ModelNotFoundError: The file does not exist.",
                "    ScriptTypeError: The methods differ; the message lists how.",
            ],
        )
        layout.statement(writer, f"return {own}({loaded})")


def _write_call(writer: Writer, model: Model, context: Context, hidden: set[str]) -> None:
    forward = next((m for m in model.methods if m.schema.name == "forward"), None)
    if forward is not None:
        writer.line()
        lines = ["Runs ``forward`` with the hooks that were scripted with the module."]
        call = Method(forward.schema)
        methods.write(writer, call, "__call__", "self.module", context, hidden, lines)


def _write_attribute(
    writer: Writer, attribute: Attribute, name: str, context: Context, hidden: set[str]
) -> None:
    annotation = context.annotation(attribute.type, hidden)
    value = incoming(attribute.type, "value", context)
    writer.line()
    writer.line("@property")
    writer.line(f"def {name}(self) -> {annotation}:")
    with writer.indented():
        docs.write(writer, [f"The {attribute.role} ``{attribute.name}``."])
        if attribute.name == "training":
            writer.line("return self.module.training")
            return
        typed = f"value: {annotation}" if value == "value" else "value"
        source = f"getattr(self.module, {string(attribute.name)})"
        layout.statement(writer, f"{typed} = {source}")
        layout.statement(writer, f"return {value}")
