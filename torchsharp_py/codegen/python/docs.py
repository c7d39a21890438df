"""Docstrings of generated Python."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from torchsharp_py.codegen.model import Method
from torchsharp_py.codegen.program import Program
from torchsharp_py.codegen.writer import Writer
from torchsharp_py.schema import Parameter, TypeKind
from torchsharp_py.schema.functions import default_on_one_line


def write(writer: Writer, lines: Sequence[str]) -> None:
    """Writes a docstring."""
    text = [line.rstrip().replace("\\", "\\\\").replace('"""', '\\"\\"\\"') for line in lines]
    if len(text) == 1:
        writer.line(f'"""{text[0]}"""')
        return
    writer.line(f'"""{text[0]}')
    writer.lines(text[1:])
    writer.line('"""')


def method(item: Method, parameters: Sequence[tuple[str, Parameter]]) -> list[str]:
    """The documentation of a method: its schema, and its source."""
    return [
        f"{_owner(item)} ``{one_line(item.schema.text)}``.",
        *arguments(parameters, item.program),
        *_returns(item),
        *_ranges(item),
        *_source(item),
    ]


def arguments(
    parameters: Sequence[tuple[str, Parameter]], program: Program | None = None
) -> Iterator[str]:
    """The section about the arguments; for a program also the types and sizes in them."""
    if parameters:
        yield ""
        yield "Args:"
    for name, item in parameters:
        inside = program.parameter(item) if program is not None else ""
        default = f", {default_on_one_line(item)} by default" if item.has_default else ""
        yield f"    {name}: {item.type.text}{f': {inside}' if inside else default}."


def one_line(text: str) -> str:
    """Text without line breaks."""
    return " ".join(text.splitlines())


def _returns(item: Method) -> Iterator[str]:
    if item.schema.returns.kind is not TypeKind.NONE:
        yield ""
        yield "Returns:"
        inside = f": {item.program.result()}" if item.program is not None else ""
        yield f"    {item.schema.returns.text}{inside}."


def _owner(item: Method) -> str:
    return "TorchScript's" if item.program is None else "The program's"


def _ranges(item: Method) -> Iterator[str]:
    if item.program is not None and item.program.sizes:
        yield ""
        yield from item.program.ranges()


def _source(item: Method) -> Iterator[str]:
    if item.source:
        yield ""
        yield "Source::"
        yield ""
        yield from (f"    {line}" for line in item.source.splitlines())
