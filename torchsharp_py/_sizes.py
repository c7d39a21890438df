"""Numbers of bytes as text."""

from __future__ import annotations


def size_text(count: int) -> str:
    """Spells a number of bytes, such as ``1.5 KiB``."""
    amount = float(count)
    for unit in ("B", "KiB", "MiB", "GiB"):
        if amount < 1024:
            return f"{count} B" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1024
    return f"{amount:.1f} TiB"
