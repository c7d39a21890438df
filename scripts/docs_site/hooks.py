"""The hooks of mkdocs: they add the generated pages, and lead links out of docs/ to their pages."""

from __future__ import annotations

import functools
import logging
import sys
from pathlib import Path

import pymdownx.highlight
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "scripts"))

from docs_site import csharp_pages, python_pages, sources  # noqa: E402

log = logging.getLogger("mkdocs.hooks.docs_site")
BUILD = REPOSITORY / "build" / "docs"
CSHARP = "reference/csharp/"
PYTHON = "reference/python/"
_WITHOUT_CSHARP = """\
# C# API

This site was built without the C# assembly. `make build` builds it if there is a .NET SDK, and then
`make docs` adds its pages.
"""

# A lexer for C# takes 10 ms to make, and is made anew for each of 3,000 blocks of code.
_get_lexer = functools.cache(pymdownx.highlight.get_lexer_by_name)
pymdownx.highlight.get_lexer_by_name = _get_lexer


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the references of both APIs, and the files of the checkout that pages link to."""
    for name, text in _csharp_pages().items():
        _add(files, config, CSHARP + name, text)
    for name, text in python_pages.render().items():
        _add(files, config, PYTHON + name, text)
    pages = {
        sources.DOCS + file.src_uri: file.content_string for file in files.documentation_pages()
    }
    for path, text in sources.find_sources(pages).items():
        _add(files, config, sources.site_path(path), sources.adapt(text, path))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Adapts the links of the pages in docs/."""
    if page.file.generated_by is not None:
        return markdown
    return sources.adapt(markdown, sources.DOCS + page.file.src_uri)


def _csharp_pages() -> dict[str, str]:
    if csharp_pages.XML_FILE.exists():
        return csharp_pages.Pages().render()
    log.info("without the C# API: there is no %s", csharp_pages.XML_FILE.name)
    return {"index.md": _WITHOUT_CSHARP}


def _add(files: Files, config: MkDocsConfig, uri: str, text: str) -> None:
    path = BUILD / uri
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    # Only the indexes are in the navigation: each page would repeat hundreds of entries.
    file = File.generated(config, uri, abs_src_path=str(path), inclusion=InclusionLevel.NOT_IN_NAV)
    files.append(file)
