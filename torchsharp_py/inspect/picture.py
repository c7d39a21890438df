"""Drawings as SVG pictures, made by the program ``dot`` of Graphviz."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


class GraphvizError(RuntimeError):
    """Graphviz is missing or failed; the message says what to do."""


def write_svg(dot: str, path: Path) -> None:
    """Draws a picture.

    Args:
        dot: The drawing in Graphviz's language.
        path: The file to write; it is written only if Graphviz succeeds.

    Raises:
        GraphvizError: ``dot`` is not on the PATH, or it failed.
        OSError: The file cannot be written.
    """
    program = shutil.which("dot")
    if program is None:
        raise GraphvizError(
            "the program 'dot' of Graphviz, which draws pictures, is not on PATH: install it "
            "(apt-get install graphviz, brew install graphviz, winget install graphviz), or omit "
            "--svg to print the graph as text"
        )
    drawn = subprocess.run([program, "-Tsvg"], input=dot.encode(), capture_output=True)
    if drawn.returncode != 0 or not drawn.stdout:
        reason = drawn.stderr.decode(errors="replace").strip() or f"status {drawn.returncode}"
        raise GraphvizError(f"Graphviz ('{program}') did not draw the graph: {reason}")
    path.write_bytes(drawn.stdout)
