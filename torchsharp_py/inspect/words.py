"""Sizes and names of a model as text for a terminal."""

from __future__ import annotations


def size(count: int) -> str:
    """Spells a number of bytes, such as ``1.5 KiB``."""
    amount = float(count)
    for unit in ("B", "KiB", "MiB", "GiB"):
        if amount < 1024:
            return f"{count} B" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1024
    return f"{amount:.1f} TiB"


def printable(text: str) -> str:
    """Escapes text of a model, so that the terminal does not see commands in it."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
