"""XML documentation of generated C#."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from torchsharp_py.codegen.model import Method
from torchsharp_py.codegen.program import Program
from torchsharp_py.schema import Parameter
from torchsharp_py.schema.functions import default_on_one_line

# Characters that XML cannot contain.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def text(value: str) -> str:
    """Text for an XML comment."""
    return escape(_FORBIDDEN.sub("?", value))


def summary(sentence: str) -> str:
    """A summary; the sentence is XML."""
    return f"/// <summary>{sentence}</summary>"


def tag(kind: str, name: str, sentence: str) -> str:
    """A ``param`` or ``exception``; the sentence is XML."""
    attribute = "name" if kind == "param" else "cref"
    return f'/// <{kind} {attribute}="{name}">{sentence}</{kind}>'


def parameter(item: Parameter, program: Program | None = None) -> str:
    """The documentation of one parameter; for a program also the types and sizes in it."""
    inside = program.parameter(item) if program is not None else ""
    if inside:
        return tag("param", item.name, f"{text(item.type.text)}: {text(inside)}.")
    default = f", {default_on_one_line(item)} by default" if item.has_default else ""
    return tag("param", item.name, f"{text(item.type.text)}{text(default)}.")


def method(item: Method, parameters: Sequence[Parameter]) -> Iterator[str]:
    """The documentation of a method: its schema, and its source as remarks."""
    program = item.program
    owner = "TorchScript's" if program is None else "The program's"
    yield summary(f"{owner} <c>{text(_one_line(item.schema.text))}</c>.")
    yield from (parameter(one, program) for one in parameters)
    if item.schema.returns.kind.value != "none":
        inside = f": {text(program.result())}" if program is not None else ""
        yield f"/// <returns>{text(item.schema.returns.text)}{inside}.</returns>"
    if program is not None:
        yield from _of_program(program)
        return
    yield tag(
        "exception",
        "ScriptRuntimeException",
        "It failed; the message has its TorchScript traceback.",
    )
    if item.source:
        yield "/// <remarks>"
        yield "/// <code>"
        yield from (f"/// {text(line)}" for line in item.source.splitlines())
        yield "/// </code>"
        yield "/// </remarks>"


def _of_program(program: Program) -> Iterator[str]:
    yield tag(
        "exception", "TorchValueException", "A tensor has another element type or size than these."
    )
    yield tag("exception", "ScriptRuntimeException", "It failed; the message names the operator.")
    if program.sizes:
        yield f"/// <remarks>{text(' '.join(program.ranges()))}</remarks>"


def _one_line(value: str) -> str:
    return " ".join(value.splitlines())
