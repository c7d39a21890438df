"""The site of the documentation: it builds strictly, is complete, and needs no network."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.dotnet.dotnet_programs import ROOT, needs_dotnet
from tests.python.site_build import build_site
from torchsharp_py import jit

sys.path.insert(0, str(ROOT / "scripts"))

from docs_site import csharp_pages, sources


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory)


def small_build(folder: Path, page: str) -> subprocess.CompletedProcess[str]:
    """Builds one page with the settings of the site, without its generated pages."""
    (folder / "docs").mkdir()
    (folder / "docs" / "README.md").write_text(page, encoding="utf-8")
    settings = [f"INHERIT: {ROOT / 'mkdocs.yml'}", "docs_dir: docs", f"site_dir: {folder / 'out'}"]
    settings += ["hooks: []", "nav: [README.md]", "plugins: [search]"]
    (folder / "mkdocs.yml").write_text("\n".join(settings), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(folder / "mkdocs.yml")]
    return subprocess.run(command, capture_output=True, text=True)


def test_each_page_of_docs_is_there(site: Path) -> None:
    docs = ROOT / "docs"
    pages = {path.relative_to(docs).with_suffix(".html") for path in docs.rglob("*.md")}
    names = {page.with_name("index.html") if page.stem == "README" else page for page in pages}
    assert [name for name in names if not (site / name).exists()] == []


def test_nothing_comes_from_the_network(site: Path) -> None:
    loading = re.compile(r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=\"?(?:https?:)?//[^>]*>")
    pages = list(site.rglob("*.html"))
    assert len(pages) > 40
    found = {tag for page in pages for tag in loading.findall(page.read_text(encoding="utf-8"))}
    assert found == set()


def test_links_out_of_docs_lead_to_pages_with_the_files(site: Path) -> None:
    guide = (site / "guides" / "calling.html").read_text(encoding="utf-8")
    assert 'href="../source/samples/guides/calling.py.html"' in guide
    source = site / "source" / "samples" / "guides" / "calling.py.html"
    assert "register_forward_pre_hook" in source.read_text(encoding="utf-8")


def test_the_python_reference_has_each_public_name(site: Path) -> None:
    page = (site / "reference" / "python" / "torchsharp_py.jit.html").read_text(encoding="utf-8")
    anchors = set(re.findall(r'id="([\w.]+)"', page))
    names = {*jit.__all__, "ScriptModule.invoke", "ScriptModule.state_dict", "Future.wait"}
    assert {f"torchsharp_py.jit.{name}" for name in names} <= anchors


@needs_dotnet
def test_the_csharp_reference_has_each_public_type(site: Path) -> None:
    folder = site / "reference" / "csharp"
    api = (ROOT / "dotnet" / "TorchSharpPy" / "PublicApi.txt").read_text(encoding="utf-8")
    kinds = r"(?:[a-z]+ )*(?:class|struct|enum|interface)"
    names = re.findall(rf"^([\w.]+)[^ (]* : {kinds}\b", api, flags=re.MULTILINE)
    names = {name.removeprefix("TorchSharpPy.") for name in names}
    assert len(names) > 100
    assert [name for name in names if not (folder / f"{name}.html").exists()] == []


def test_the_search_finds_pages_of_each_kind(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    places = {entry["location"].partition("#")[0] for entry in index["docs"]}
    assert {"guides/files.html", "reference/python/torchsharp_py.jit.html"} <= places


@needs_dotnet
def test_the_documentation_of_each_overload_is_found() -> None:
    """Only constructors that the compiler makes have none."""
    pages = csharp_pages.Pages()
    overloads = [
        member
        for found in pages.types.values()
        for members in found.members.values()
        for member in members
    ]
    assert len(overloads) > 3000
    missing = [member.key for member in overloads if member.key not in pages.documented]
    assert [key for key in missing if not key.endswith(".new()")] == []


@pytest.mark.parametrize(
    "page", ["[a](missing.md)", "[a](README.md#missing)", "[a](/absolute.md)", "[a](#missing)"]
)
def test_a_link_that_leads_nowhere_fails_the_build(page: str, tmp_path: Path) -> None:
    done = small_build(tmp_path, f"# Title\n\n{page}\n")
    assert done.returncode == 1
    assert "Aborted with 1 warnings in strict mode" in done.stdout + done.stderr


def test_anchors_are_those_of_a_code_host(tmp_path: Path) -> None:
    text = "# A `b` (c): D's, e-f\n\n[a](#a-b-c-ds-e-f)\n"
    done = small_build(tmp_path, text)
    assert done.returncode == 0, done.stdout + done.stderr


def test_adapted_pages() -> None:
    text = "# With C#\n\n[s](../../samples/quickstart.py) [t](tensors.md)\n\n```python\n# C#\n```\n"
    assert sources.adapt(text, "docs/guides/files.md") == (
        "# With C\\#\n\n[s](../source/samples/quickstart.py.md) [t](tensors.md)\n\n"
        "```python\n# C#\n```\n"
    )
    changelog = sources.adapt("[t](docs/guides/files.md#a) [m](README.md)", "CHANGELOG.md")
    assert changelog == "[t](../guides/files.md#a) [m](README.md)"
