"""Signatures, with each type as the three languages write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torchsharp_py._html import elements

if TYPE_CHECKING:
    from torchsharp_py.schema import FunctionSchema, Parameter, Type


def schema_html(schema: FunctionSchema) -> str:
    """Shows a signature and the table of its types."""
    rows = [_row(_name(parameter), parameter.type) for parameter in schema.parameters]
    rows.append(_row(elements.dim("result"), schema.returns))
    return f"<div>{elements.code(schema)}</div>" + elements.table(
        ("", "TorchScript", "Python", "C#"), rows
    )


def _row(name: str, type_: Type) -> tuple[str, ...]:
    return name, *(elements.code(text) for text in (type_.text, type_.python, type_.csharp))


def _name(parameter: Parameter) -> str:
    from torchsharp_py.schema.functions import default_on_one_line

    default = f" = {default_on_one_line(parameter)}" if parameter.has_default else ""
    only = elements.dim(" by name only") if parameter.keyword_only else ""
    return elements.code(parameter.name + default) + only
