"""Copies the sample programs into the pages of the documentation that show them.

A code block right below a line that starts with a link to a file in samples/ shows that file.

Usage:
    python scripts/gen_docs.py           # write
    python scripts/gen_docs.py --check   # exit with 1 when a page differs from a sample
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from generated_files import REPOSITORY, main

# [samples/x.py](../samples/x.py) and the rest of its line, then the code block.
_SHOWN = re.compile(
    r"^(?P<line>\[[^\]]*\]\((?P<path>[^)]*samples/[^)]*\.(?:py|cs))\)[^\n]*\n\n```\w+\n)"
    r"(?P<code>.*?)^```$",
    flags=re.MULTILINE | re.DOTALL,
)


def render_page(page: Path) -> str:
    """Renders a page with the present text of the samples that it shows."""

    def show(match: re.Match[str]) -> str:
        return f"{match['line']}{(page.parent / match['path']).read_text(encoding='utf-8')}```"

    return _SHOWN.sub(show, page.read_text(encoding="utf-8"))


def generate() -> dict[Path, str]:
    """Renders the README and every page in docs/."""
    pages = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").rglob("*.md"))]
    return {page: render_page(page) for page in pages}


if __name__ == "__main__":
    sys.exit(main(generate, "python scripts/gen_docs.py"))
