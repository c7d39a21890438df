"""What the doctor finds, and how it is printed."""

from __future__ import annotations

import enum
from dataclasses import dataclass

_WIDTH = 14  # of a part's name


class State(enum.StrEnum):
    """How a part is."""

    OK = "ok"
    MISSING = "missing"  # the rest works without it
    FAILED = "FAILED"


@dataclass(frozen=True)
class Finding:
    """The state of one part.

    Attributes:
        part: What was examined.
        state: How it is.
        text: What was found.
        cure: The command or step that mends it; empty if nothing is to be done.
    """

    part: str
    state: State
    text: str
    cure: str = ""

    def __str__(self) -> str:
        head = f"{self.state.value:<8} {self.part:<{_WIDTH}} "
        lines = self.text.splitlines() or [""]
        if self.cure:
            lines.append(f"to mend: {self.cure}")
        return f"\n{' ' * len(head)}".join(lines).join((head, ""))
