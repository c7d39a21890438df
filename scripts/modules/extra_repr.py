"""What PyTorch's modules print of themselves: ``extra_repr``, read from its source."""

from __future__ import annotations

import ast
import inspect
import string
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import torch


@dataclass(frozen=True)
class Piece:
    """A piece of the text.

    Attributes:
        text: What is written; empty for an attribute.
        attribute: The attribute that is written, or that says whether the text is.
    """

    text: str
    attribute: str


def read_pieces(name: str) -> list[Piece]:
    """The pieces of what a class prints; none if it prints nothing.

    Raises:
        ValueError: The method is of a form that this function does not know.
    """
    method = getattr(torch.nn, name).extra_repr
    if method is torch.nn.Module.extra_repr:
        return []
    function = ast.parse(textwrap.dedent(inspect.getsource(method))).body[0]
    assert isinstance(function, ast.FunctionDef)
    known: dict[str, Piece] = {}
    for statement in function.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            known[statement.targets[0].id] = _optional(statement.value)
        elif isinstance(statement, ast.Return) and statement.value is not None:
            return list(_pieces(statement.value, known))
    raise _unknown(function)


def holds_ints(name: str, required: list[str]) -> dict[str, Any]:
    """What a module keeps of sizes that are given as one number each."""
    made: dict[str, Any] = vars(getattr(torch.nn, name)(**dict.fromkeys(required, 2)))
    return made


def _optional(node: ast.expr) -> Piece:
    """A text that depends on an attribute."""
    if not isinstance(node, ast.IfExp) or not isinstance(node.body, ast.Constant):
        raise _unknown(node)
    return Piece(str(node.body.value), _attribute(node.test))


def _pieces(node: ast.expr, known: dict[str, Piece]) -> Iterator[Piece]:
    if isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from _pieces(part.value if isinstance(part, ast.FormattedValue) else part, known)
    elif isinstance(node, ast.Constant):
        yield Piece(str(node.value), "")
    elif isinstance(node, ast.Name):
        yield known[node.id]
    elif isinstance(node, ast.Attribute):
        yield Piece("", _attribute(node))
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "str":
        yield from _pieces(node.args[0], known)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        yield from _formatted(node.func)
    else:
        raise _unknown(node)


def _formatted(method: ast.Attribute) -> Iterator[Piece]:
    """The pieces of ``"...".format(**self.__dict__)``."""
    if method.attr != "format" or not isinstance(method.value, ast.Constant):
        raise _unknown(method)
    for text, attribute, _, _ in string.Formatter().parse(str(method.value.value)):
        if text:
            yield Piece(text, "")
        if attribute:
            yield Piece("", attribute)


def _attribute(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return node.attr
    raise _unknown(node)


def _unknown(node: ast.AST) -> ValueError:
    return ValueError(f"an extra_repr of an unknown form: {ast.unparse(node)}")
