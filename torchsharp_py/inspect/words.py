"""Names of a model as text for a terminal."""

from __future__ import annotations


def printable(text: str) -> str:
    """Escapes text of a model, so that the terminal does not see commands in it."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
