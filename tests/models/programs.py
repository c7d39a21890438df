"""Programs in other processes, and the output that comments in their source promise."""

from __future__ import annotations

import re
import subprocess
import sys


def run_python(program: str) -> str:
    """Runs Python source in a new interpreter and returns what it printed."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def promised(source: str, comment: str) -> list[str]:
    """The lines that source says it prints, in comments after or below its printing lines.

    Args:
        source: Python or C# source.
        comment: What begins a comment: ``#`` or ``//``.
    """
    prints = r"(?:print|Console\.WriteLine)\(.*\)"
    pattern = rf"{prints};?(?:[ \t]*|\n[ \t]*){comment} (.*)"
    return [line.strip() for line in re.findall(pattern, source)]
