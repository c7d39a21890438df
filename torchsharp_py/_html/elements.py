"""Pieces of HTML."""

from __future__ import annotations

import html
from collections.abc import Iterable

_DIM = "opacity:.65"


def text(value: object) -> str:
    """Escapes text, and spells characters that cannot be printed."""
    return html.escape("".join(c if c.isprintable() else repr(c)[1:-1] for c in str(value)))


def code(value: object) -> str:
    """Source text, which may be broken at spaces only."""
    return f'<code style="background:none">{text(value)}</code>'


def dim(value: object) -> str:
    """Text that steps back."""
    return f'<span style="{_DIM}">{text(value)}</span>' if value else ""


def details(summary: str, *content: str, is_open: bool = False) -> str:
    """HTML that a click opens; without content only the summary."""
    inner = "".join(content)
    if not inner:
        return f'<div style="margin-left:1.1em">{summary}</div>'
    return (
        f"<details{' open' if is_open else ''}><summary>{summary}</summary>"
        f'<div style="margin-left:1.4em">{inner}</div></details>'
    )


def table(headings: Iterable[str], rows: Iterable[Iterable[str]], right: Iterable[int] = ()) -> str:
    """A table of cells that are HTML; the columns with these numbers are aligned to the right."""
    numbers = set(right)

    def cells(tag: str, values: Iterable[str]) -> str:
        aligned = (
            f'<{tag} style="text-align:{"right" if i in numbers else "left"}">{value}</{tag}>'
            for i, value in enumerate(values)
        )
        return f"<tr>{''.join(aligned)}</tr>"

    body = "".join(cells("td", row) for row in rows)
    head = cells("th", [text(heading) for heading in headings])
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"


def bar(share: float) -> str:
    """A bar whose length is a share of 1."""
    width = 8 * min(max(share, 0.0), 1.0)
    return (
        '<span style="display:inline-block;height:.7em;background:currentColor;'
        f'opacity:.45;width:{width:.2f}em"></span>'
    )
