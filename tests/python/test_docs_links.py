"""Links between the pages of the documentation lead somewhere, and paths in them exist."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.dotnet.dotnet_programs import ROOT

LISTED = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
    cwd=ROOT,
    capture_output=True,
    text=True,
    check=True,
).stdout.splitlines()
FILES = [name for name in LISTED if (ROOT / name).is_file()]
FOLDERS = {str(folder) for name in FILES for folder in Path(name).parents}
PAGES = sorted(ROOT / name for name in FILES if name.endswith(".md"))

LINK = re.compile(r"\]\(([^()\s]+)\)")
# A path of this repository in backticks: with a slash, and with the ending of a text file here.
QUOTED_PATH = re.compile(r"`([\w./-]+/[\w.-]+\.(?:h|cpp|cs|py|pyi|md|txt|targets|csproj))`")
QUOTED_FOLDER = re.compile(r"`((?:csrc|docs|dotnet|samples|scripts|tests|torchsharp_py)/[\w./-]*)`")


def prose(page: Path) -> str:
    """A page without its code blocks."""
    return re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)


def anchors(page: Path) -> set[str]:
    """The names that the headings of a page have in links."""
    headings = re.findall(r"^#+ (.*)$", prose(page), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def leads_somewhere(page: Path, link: str) -> bool:
    target, _, anchor = link.partition("#")
    path = (page.parent / target).resolve() if target else page
    return path.exists() and (not anchor or path.suffix != ".md" or anchor in anchors(path))


def exists(path: str) -> bool:
    """Whether a quoted path is a file here; the folders above the last ones may be left out."""
    return any(f"/{name}".endswith(f"/{path}") for name in FILES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_and_paths(page: Path) -> None:
    text = prose(page)
    links = [link for link in LINK.findall(text) if "://" not in link]
    assert [link for link in links if not leads_somewhere(page, link)] == []
    assert [path for path in QUOTED_PATH.findall(text) if not exists(path)] == []
    folders = [path for path in QUOTED_FOLDER.findall(text) if not exists(path)]
    assert [path for path in folders if path.rstrip("/") not in FOLDERS] == []


def test_every_page_is_on_the_map() -> None:
    pages = {page for page in PAGES if (ROOT / "docs") in page.parents and page.name != "README.md"}
    map_of_pages = ROOT / "docs" / "README.md"
    links = LINK.findall(map_of_pages.read_text(encoding="utf-8"))
    assert pages <= {(map_of_pages.parent / link).resolve() for link in links}
