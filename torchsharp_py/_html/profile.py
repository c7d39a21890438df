"""Profiles as a table with bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torchsharp_py._html import elements

if TYPE_CHECKING:
    from torchsharp_py._profile import Profile

_MOST_ROWS = 15


def profile_html(profile: Profile) -> str:
    """Shows the first rows of a profile; a bar is an operator's share of the time."""
    total = profile.total
    rows = [
        (
            elements.code(row.name),
            f"{row.calls:,}",
            f"{row.total * 1e3:.3f}",
            f"{row.self * 1e3:.3f}",
            elements.bar(row.self / total if total > 0 else 0),
        )
        for row in profile[:_MOST_ROWS]
    ]
    shown = elements.table(
        ("operator", "calls", "total ms", "self ms", f"of {total * 1e3:.3f} ms"), rows, (1, 2, 3)
    )
    rest = len(profile) - _MOST_ROWS
    return shown + (elements.dim(f"and {rest} more operators") if rest > 0 else "")
