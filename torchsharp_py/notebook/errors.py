"""What C# cells raise: IPython shows the message alone, without Python's own stack."""

from __future__ import annotations

from typing import TypeVar

_Error = TypeVar("_Error", bound=BaseException)


class CSharpCompileError(Exception):
    """A cell does not compile; the message has the line, the column and the source line."""


class CSharpRuntimeError(Exception):
    """A cell ended with an exception; the message has its type and the user's part of the stack."""


class CSharpUsageError(Exception):
    """The options of a magic are wrong; the message says what was expected."""


def shown_alone(error: _Error) -> _Error:
    """Makes IPython show an error by its type and message only."""
    lines = [f"{type(error).__name__}: {error}"]
    error._render_traceback_ = lambda: lines  # type: ignore[attr-defined]
    return error
