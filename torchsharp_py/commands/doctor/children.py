"""Python code in a process of its own: what it examines may end the process."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

_PACKAGE_FOLDER = Path(__file__).resolve().parents[3]
_MOST_SECONDS = 300
_MOST_LINES = 12


class ChildError(Exception):
    """The code failed; the message is the error that it ended with."""


def run_python(code: str) -> str:
    """Runs code that imports this package and prints what it found.

    Args:
        code: The code.

    Returns:
        What it printed.

    Raises:
        ChildError: It raised an exception, a signal ended it, or it hangs.
    """
    # The first entry is the current folder, where another package may have our name.
    whole = f"import sys; sys.path[0] = {str(_PACKAGE_FOLDER)!r}\n{code}"
    try:
        done = subprocess.run(
            [sys.executable, "-c", whole],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_MOST_SECONDS,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        raise ChildError(f"it did not end within {_MOST_SECONDS} seconds") from None
    if done.returncode == 0:
        return done.stdout.strip()
    raise ChildError(_error_of(done.stderr) or _status(done.returncode))


def _error_of(printed: str) -> str:
    """The exception at the end of a traceback, which may have several lines."""
    lines = printed.rstrip().splitlines()
    inside = [index for index, line in enumerate(lines) if line.startswith((" ", "Traceback"))]
    return "\n".join(lines[inside[-1] + 1 if inside else 0 :][-_MOST_LINES:])


def _status(code: int) -> str:
    if code < 0:
        return f"the process was ended by the signal {signal.Signals(-code).name}"
    return f"the process ended with the status {code}"
