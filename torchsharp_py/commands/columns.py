"""Rows of text in columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_GAP = "  "


def columns(rows: Iterable[Sequence[str]], right: Iterable[int] = (), indent: str = "  ") -> str:
    """Aligns rows.

    Args:
        rows: The cells of each row; all rows have the same number.
        right: The columns that are aligned at the right.
        indent: What each line begins with.

    Returns:
        Lines without spaces at their ends.
    """
    table = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    at_right = set(right)
    return "\n".join(
        (
            indent
            + _GAP.join(
                cell.rjust(width) if index in at_right else cell.ljust(width)
                for index, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
        ).rstrip()
        for row in table
    )
