"""The C# of the regular modules: a factory in ``torch.nn`` and a class for each."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from modules.table import Module, Parameter

MOST_COLUMNS = 140
PRINTING = "TorchSharpPy.Printing"
USINGS = ["System", "TorchSharpPy.Layers", "TorchSharpPy.Modules", PRINTING]


def render_family(modules: Sequence[Module]) -> list[str]:
    """A file with the modules of a family."""
    factories = _between(_factory(module) for module in modules)
    classes = _between(_class(module) for module in modules)
    usings = [name for name in USINGS if name != PRINTING or any(one.shown for one in modules)]
    return [
        *(f"using {name};" for name in usings),
        "using static TorchSharpPy.torch;",
        "",
        "namespace TorchSharpPy",
        "{",
        *_indented(4, ["public static partial class torch", "{"]),
        *_indented(8, ["public static partial class nn", "{"]),
        *_indented(12, factories),
        *_indented(8, ["}"]),
        *_indented(4, ["}"]),
        "}",
        "",
        "namespace TorchSharpPy.Modules",
        "{",
        *_indented(4, classes),
        "}",
    ]


def _between(blocks: Iterable[Iterable[str]]) -> Iterator[str]:
    for index, block in enumerate(blocks):
        yield from [""] if index else []
        yield from block


def _indented(columns: int, lines: Iterable[str]) -> Iterator[str]:
    return (" " * columns + line if line else line for line in lines)


def _wrapped(line: str, columns: int) -> list[str]:
    """A line, broken behind commas if it is too long at this indentation."""
    indent = len(line) - len(line.lstrip())
    parts = textwrap.wrap(
        re.sub(r"(?<!,) ", "\0", line.strip()),
        MOST_COLUMNS - columns - indent - 4,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [
        " " * (indent + (4 if place else 0)) + part.replace("\0", " ")
        for place, part in enumerate(parts)
    ]


def _declared(parameters: Iterable[Parameter], *, defaults: bool) -> str:
    return ", ".join(
        f"{one.type} {one.name}" + (f" = {one.default}" if defaults and one.default else "")
        for one in parameters
    )


def _docs(module: Module) -> Iterator[str]:
    yield f"/// <summary>{_escaped(module.summary)}</summary>"
    for one in module.parameters:
        yield f'/// <param name="{one.name}">{_escaped(one.doc)}</param>'
    if any(one.is_size for one in module.parameters):
        yield _raises("ArgumentException", "There are too many or too few sizes.")
    if any("Require" in one.check or "OutOfRange" in one.check for one in module.parameters):
        yield _raises("ArgumentOutOfRangeException", "An argument is out of range.")


def _raises(error: str, why: str) -> str:
    return f'/// <exception cref="{error}">{why}</exception>'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _factory(module: Module) -> Iterator[str]:
    yield from _docs(module)
    parameters = _declared(module.parameters, defaults=True)
    yield from _wrapped(f"public static {module.name} {module.name}({parameters}) =>", 12)
    given = ", ".join(one.name for one in module.parameters)
    yield from _wrapped(f"    new {module.name}({given});", 12)


def _class(module: Module) -> Iterator[str]:
    yield f"/// <summary>{_escaped(module.summary)}</summary>"
    yield f"public sealed class {module.name} : {_base(module)}"
    yield "{"
    yield from _indented(4, _between(block for block in _members(module) if block))
    yield "}"


def _base(module: Module) -> str:
    if module.base == "MaxUnpool":
        return "MaxUnpool"
    tensors = ", ".join(["Tensor"] * (len(module.inputs) + 1))
    return f"{module.base}<{tensors}>"


def _members(module: Module) -> Iterator[list[str]]:
    own = [one for one in module.parameters if not _is_of_base(module, one)]
    buffers = [one for one in own if one.type == "Tensor?"]
    yield [
        *(f"private {one.type} held_{one.shown_as};" for one in buffers),
        *(f"private readonly SizeForm form_of_{one.name};" for one in _formed(module)),
    ]
    yield list(_constructor(module, own))
    for one in own:
        yield list(_property(module, one))
    yield list(_forward(module))
    if module.indices:
        yield list(_forward_with_indices(module))
    yield list(_extra_repr(module))


def _formed(module: Module) -> list[Parameter]:
    """The sizes that are printed as they were given."""
    shown = {piece.attribute for piece in module.shown}
    return [one for one in module.parameters if one.form in {"number", "none"} and one.key in shown]


def _is_of_base(module: Module, parameter: Parameter) -> bool:
    """Whether the base class keeps the argument."""
    return (module.base.endswith("Loss") and parameter.name == "reduction") or (
        module.base == "WeightedLoss" and parameter.name == "weight"
    )


def _constructor(module: Module, own: Sequence[Parameter]) -> Iterator[str]:
    access = "public" if module.base.endswith("Loss") else "internal"
    if access == "public":
        yield from _docs(module)
    parameters = _declared(module.parameters, defaults=access == "public")
    yield from _wrapped(f"{access} {module.name}({parameters})", 8)
    of_base = [one.name for one in module.parameters if _is_of_base(module, one)]
    yield f"    : base({', '.join([f'nameof({module.name})', *of_base])})"
    yield "{"
    for one in own:
        yield from _wrapped(f"    {_assignment(module, one)};", 8)
    for one in _formed(module):
        otherwise = f", {one.otherwise}" if one.otherwise and one.form == "number" else ""
        yield f"    form_of_{one.name} = SizeForms.Of({one.name}{otherwise});"
    yield "}"


def _assignment(module: Module, one: Parameter) -> str:
    target = f"this.{one.name}" if one.shown_as == one.name else one.shown_as
    if one.type == "Tensor?":
        return f'Hold(ref held_{one.shown_as}, {one.name}, "{one.buffer}")'
    if not one.is_size:
        return f"{target} = {one.check or one.name}"
    otherwise = f"{one.otherwise}, " if one.otherwise else ""
    sizes = f"Require.Each({one.name}, {otherwise}{module.dimensions}, nameof({one.name}))"
    return f"{target} = {sizes}" + ("[0]" if module.dimensions == 1 else "")


def _property(module: Module, one: Parameter) -> Iterator[str]:
    yield f"/// <summary>{_escaped(one.doc.split(';')[0].rstrip('.'))}.</summary>"
    if one.type == "Tensor?":
        yield f"public {one.type} {one.shown_as} => held_{one.shown_as};"
        return
    kind = one.type
    if one.is_size:
        kind = "long" if module.dimensions == 1 else "long[]"
    yield f"public {kind} {one.shown_as} {{ get; set; }}"


def _forward(module: Module) -> Iterator[str]:
    call = module.forward
    if module.inplace:
        call = f"inplace ? {module.inplace} : {call}"
    yield "/// <inheritdoc/>"
    for name, doc in module.inputs.items():
        yield f'/// <param name="{name}">{_escaped(doc)}</param>'
    head = f"public override Tensor forward({_inputs(module)})"
    if module.guard:
        yield from [head, "{", f"    {module.guard}", f"    return {call};", "}"]
        return
    one_line = f"{head} => {call};"
    if len(one_line) + 8 <= MOST_COLUMNS:
        yield one_line
    else:
        yield from [f"{head} =>", *_wrapped(f"    {call};", 8)]


def _inputs(module: Module) -> str:
    if module.base == "MaxUnpool":
        return "Tensor input, Tensor indices, long[]? output_size = null"
    return ", ".join(f"Tensor {name}" for name in module.inputs)


def _forward_with_indices(module: Module) -> Iterator[str]:
    yield "/// <summary>Runs the layer, and says where the greatest elements were.</summary>"
    yield '/// <param name="input">The tensor.</param>'
    yield "public (Tensor Values, Tensor Indices) forward_with_indices(Tensor input) =>"
    yield from _wrapped(f"    {module.indices};", 8)


def _extra_repr(module: Module) -> Iterator[str]:
    """What is printed between the parentheses."""
    parameters = {one.key: one for one in module.parameters}
    values, flags = [], []
    for piece in module.shown:
        if piece.text and piece.attribute:
            flags.append((parameters[piece.attribute].shown_as, piece.text))
        else:
            values.append(piece.text or f"{{{_shown(module, parameters[piece.attribute])}}}")
    texts = [f'PythonFormat.Text($"{text}")' for text in _joined(values)]
    choices = [f'{flag} ? "{text}" : string.Empty' for flag, text in flags]
    parts = [*texts, *(f"({one})" for one in choices)] if texts else choices
    if not parts:
        return
    yield "/// <inheritdoc/>"
    one_line = f"public override string extra_repr() => {' + '.join(parts)};"
    if len(one_line) + 8 <= MOST_COLUMNS:
        yield one_line
        return
    yield "public override string extra_repr() =>"
    yield from (f"    {part} +" for part in parts[:-1])
    yield f"    {parts[-1]};"


def _joined(values: Iterable[str]) -> Iterator[str]:
    """The pieces of a text, joined as far as they fit into a line."""
    line = ""
    for segment in re.split(r"(?<=})(?=, )", "".join(values)):
        if line and len(line) + len(segment) > MOST_COLUMNS - 45:
            yield line
            line = ""
        line += segment
    if line:
        yield line


def _shown(module: Module, one: Parameter) -> str:
    """The value of a parameter, as it is printed."""
    if one.form == "tuple":
        return f"new[] {{ {one.shown_as} }}" if module.dimensions == 1 else one.shown_as
    if one.form == "number":
        return f"form_of_{one.name}.Show({one.shown_as})"
    if one.form == "none":
        return f"form_of_{one.name}.Show({one.shown_as}, {one.otherwise})"
    return one.shown_as
