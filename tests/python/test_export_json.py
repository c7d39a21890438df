"""The JSON of an exported program: what is valid is read in any spelling, the rest is refused."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from torchsharp_py import ModelFormatError, export

RECORD = "models/model.json"
NOTES = {"text": 'é\n"\\😀', "numbers": [1.5e3, -0.25, -7, 0, 2**70, -(2**63)], "none": [None, {}]}


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("json") / "m.pt2"
    export.save(export.export(nn.Linear(8, 3), (torch.ones(4, 8),)), path)
    return path


def rewritten(source: Path, target: Path, change: Callable[[str], str | bytes]) -> Path:
    """A copy whose program has another text."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()) if name.endswith(RECORD) else content)
    return target


def with_notes(text: str, **options: Any) -> str:
    return json.dumps({**json.loads(text), "notes": NOTES}, **options)


@pytest.mark.parametrize(
    "change",
    [
        with_notes,
        lambda text: with_notes(text, ensure_ascii=False),
        lambda text: with_notes(text, indent="\t"),
        lambda text: with_notes(text, separators=(",", ":")) + " \r\n",
        lambda text: text.replace("{", '{"schema_version": 0, ', 1),  # the last one counts
        lambda text: text.replace("graph_module", "graph\\u005fmodule"),
    ],
    ids=["escaped", "plain letters", "indented", "dense", "twice", "escaped name"],
)
def test_a_program_in_another_spelling_is_the_same(
    program: Path, tmp_path: Path, change: Callable[[str], str]
) -> None:
    x = torch.randn(4, 8)
    found = export.load(rewritten(program, tmp_path / "m.pt2", change))
    torch.testing.assert_close(found(x), export.load(program)(x))


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "",
        lambda text: text[:-1],
        lambda text: text + "x",
        lambda text: text[:-1] + ",}",
        lambda text: text[:-1] + ',"n": 01}',
        lambda text: text[:-1] + ',"n": 1e999}',
        lambda text: text[:-1] + ',"n": -}',
        lambda text: text[:-1] + ',"n": [1 2]}',
        lambda text: text[:-1] + ',"n": nul}',
        lambda text: text[:-1] + ',"n": "a\tb"}',
        lambda text: text[:-1] + ',"n": "\\x"}',
        lambda text: text[:-1] + ',"n": "open}',
        lambda text: (text[:-1] + ',"n": "').encode() + b'\xff"}',
        lambda text: "[" * 100_000,
    ],
    ids=[f"damage {number}" for number in range(14)],
)
def test_what_is_not_json_is_refused(
    program: Path, tmp_path: Path, change: Callable[[str], str | bytes]
) -> None:
    with pytest.raises(ModelFormatError, match=r"'models/model\.json' is not JSON"):
        export.load(rewritten(program, tmp_path / "m.pt2", change))
