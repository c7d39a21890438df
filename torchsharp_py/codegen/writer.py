"""Source text, line by line, with indentation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager


class Writer:
    """Collects lines."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._indent = ""

    def line(self, text: str = "") -> None:
        """Adds one line."""
        self._lines.append((self._indent + text).rstrip())

    def lines(self, texts: Iterable[str]) -> None:
        """Adds lines."""
        for text in texts:
            self.line(text)

    @property
    def column(self) -> int:
        """The width of the indentation."""
        return len(self._indent)

    @contextmanager
    def indented(self) -> Iterator[None]:
        """Indents the lines added inside."""
        before = self._indent
        self._indent += "    "
        yield
        self._indent = before

    @contextmanager
    def braces(self) -> Iterator[None]:
        """Indents the lines added inside, between C# braces."""
        self.line("{")
        with self.indented():
            yield
        self.line("}")

    def text(self) -> str:
        """Returns all lines, with one newline at the end."""
        return "\n".join(self._lines).rstrip("\n") + "\n"
