"""Adapts pages that are written for a code host, and makes pages of the files that they link to.

A link in docs/ to a sample or to the changelog leads to the file itself on a code host, and to a
page ``source/...`` on the site.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path, PurePosixPath

REPOSITORY = Path(__file__).resolve().parents[2]
DOCS = "docs/"
FOLDER = "source/"
_LINK = re.compile(r"(?P<start>\]\()(?P<target>[^()\s#:]+)(?P<anchor>#[^()\s]*)?\)")
# Fenced code, which stays as it is.
_CODE = re.compile(r"(^(`{3,}).*?^\2`*$)", flags=re.MULTILINE | re.DOTALL)
# Python's Markdown takes the last sign of "# Start with C#" for the end of the heading.
_HEADING_IN_SHARP = re.compile(r"^(#+ .*[^#\s])#$", flags=re.MULTILINE)
_LANGUAGES = {".cs": "csharp", ".py": "python", ".h": "c", ".toml": "toml", ".txt": "text"}


def site_path(path: str) -> str:
    """Where the site has a file of the checkout."""
    if path.startswith(DOCS):
        return path.removeprefix(DOCS)
    return FOLDER + (path if path.endswith(".md") else f"{path}.md")


def adapt(markdown: str, path: str) -> str:
    """Replaces the links that leave docs/ by links to the pages with those files.

    Args:
        markdown: The text of a page.
        path: Where the page is in the checkout.
    """

    def lead(match: re.Match[str]) -> str:
        target = _in_checkout(path, match["target"])
        if target is None or (path.startswith(DOCS) and target.startswith(DOCS)):
            return match[0]
        here = posixpath.dirname(site_path(path))
        link = posixpath.relpath(site_path(target), here or ".")
        return f"{match['start']}{link}{match['anchor'] or ''})"

    parts = _CODE.split(markdown)
    # Each code block is followed by the group that found its end.
    for index in range(0, len(parts), 3):
        parts[index] = _HEADING_IN_SHARP.sub(r"\1\#", _LINK.sub(lead, parts[index]))
    del parts[2::3]
    return "".join(parts)


def find_sources(pages: dict[str, str]) -> dict[str, str]:
    """The files outside of docs/ that pages link to, and those that these link to, as Markdown.

    Args:
        pages: The text of each page, by its path in the checkout.
    """
    found: dict[str, str] = {}
    rest = list(pages.items())
    while rest:
        path, text = rest.pop()
        for match in _LINK.finditer(text):
            target = _in_checkout(path, match["target"])
            if target is None or target.startswith(DOCS) or target in found:
                continue
            found[target] = _page(target)
            rest.append((target, found[target]))
    return found


def _in_checkout(path: str, link: str) -> str | None:
    """The path in the checkout that a relative link leads to; None if there is no such file."""
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link))
    if target.startswith("..") or not (REPOSITORY / target).exists():
        return None
    return target


def _page(path: str) -> str:
    file = REPOSITORY / path
    if file.is_dir():
        names = sorted(entry.name for entry in file.iterdir() if entry.is_file())
        return "\n".join([f"# {path}", "", *(f"- [{name}]({file.name}/{name})" for name in names)])
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".md":
        return text
    language = _LANGUAGES.get(PurePosixPath(path).suffix, "text")
    return f"---\nsearch:\n  exclude: true\n---\n\n# {path}\n\n````{language}\n{text}````\n"
