"""The notebooks in samples/notebooks run from a clean kernel, and print what is kept in them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.dotnet.dotnet_programs import DOTNET_ROOT, ROOT
from tests.python.test_docs_links import LINK
from tests.torch_version import RELEASE, torch_releases

import run_notebooks  # isort: skip  # dotnet_programs puts scripts/ on the path

NOTEBOOKS = run_notebooks.list_notebooks()
# Pictures, times and addresses are compared by kind only.
VARIES = "varies"
ADDRESS = re.compile(r"0x[0-9a-f]+")


def printed(cell: Any) -> list[Any]:
    """What a cell shows, without what differs from one run to the next."""
    is_varying = VARIES in cell.metadata.get("tags", [])
    shown: list[Any] = []
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            shown.append(output.name if is_varying else output.text)
        elif output.output_type == "error":
            shown.append([output.ename, output.evalue])
        else:
            shown.append(sorted(output.data) if is_varying else sorted(output.data.items()))
    return [ADDRESS.sub("0x", repr(one)) for one in shown]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_prints_what_is_kept_in_it(path: Path, tmp_path: Path) -> None:
    kept = nbformat.read(path, as_version=4)
    if DOTNET_ROOT is None and any("%%csharp" in cell.source for cell in kept.cells):
        pytest.skip(".NET is missing: `make setup` says why, and how to get it")
    made = run_notebooks.run(path, tmp_path)
    for before, after in zip(kept.cells, made.cells, strict=True):
        expected = [one.replace(torch_releases.DEFAULT, RELEASE.torch) for one in printed(before)]
        assert printed(after) == expected, before.source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_tidy(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert str(ROOT) not in text
    assert "/home/" not in text
    assert "/tmp/" not in text  # noqa: S108 (it is looked for)
    assert len(text) < 200_000
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert notebook.cells[0].source.startswith("# ")
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for link in LINK.findall(cell.source):
                assert (path.parent / link).exists(), link
