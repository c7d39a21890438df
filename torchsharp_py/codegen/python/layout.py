"""Statements in ruff's format: on one line if they fit, otherwise one item to a line."""

from __future__ import annotations

from collections.abc import Sequence

from torchsharp_py.codegen.writer import Writer

# The narrowest common width. Lists that are split for it stay split for other widths too, because
# of their last comma.
WIDTH = 88
_AS_IT_IS = "  # fmt: skip"


def statement(writer: Writer, text: str) -> None:
    """Writes a statement that cannot be split; if it is too long, ruff must skip it."""
    too_long = writer.column + len(text) > WIDTH
    writer.line(text + (_AS_IT_IS if too_long else ""))


def call(writer: Writer, head: str, items: Sequence[str], tail: str) -> None:
    """Writes ``head``, a list of items, and ``tail``, such as ``def f(``, ``) -> int:``."""
    line = head + ", ".join(items) + tail
    if writer.column + len(line) <= WIDTH or not items:
        statement(writer, line)
        return
    writer.line(head)
    with writer.indented():
        writer.lines(f"{item}," for item in items)
    # Text cannot be split.
    pieces = [item for item in items if item[0] not in "\"'"]
    longest = max(len(head), len(tail), *(4 + len(f"{item},") for item in pieces))
    writer.line(tail + (_AS_IT_IS if writer.column + longest > WIDTH else ""))


def tuple_of(writer: Writer, head: str, items: Sequence[str]) -> None:
    """Writes ``head`` and a tuple."""
    if len(items) == 1 and writer.column + len(f"{head}({items[0]},)") <= WIDTH:
        writer.line(f"{head}({items[0]},)")
    else:
        call(writer, f"{head}(", items, ")")
