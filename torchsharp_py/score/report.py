"""What a run says when it is done."""

from __future__ import annotations

from torchsharp_py.commands.columns import columns
from torchsharp_py.score.job import Times

_WORDS = {
    "model": "the model",
    "reading": "reading",
    "inputs": "columns to tensors",
    "results": "results to columns",
    "writing": "writing",
}


def summary(times: Times, seconds: float, how: str) -> str:
    """The time of a run as text.

    Args:
        times: The times of all threads or actors together.
        seconds: The time from start to end.
        how: Who worked.
    """
    rate = times.rows / seconds if seconds else 0.0
    head = f"scored {times.rows:,} rows in {seconds:.2f} s, {rate:,.0f} rows/s ({how})"
    spent = {words: getattr(times, name) for name, words in _WORDS.items()}
    total = sum(spent.values())
    if not total:
        return head
    rows = [(words, f"{one:.2f} s", f"{100 * one / total:.0f} %") for words, one in spent.items()]
    return f"{head}\n{columns(rows, right=(1, 2))}"
