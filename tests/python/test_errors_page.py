"""The table of docs/reference/errors.md agrees with the classes of both languages."""

from __future__ import annotations

import re

import torchsharp_py
from tests.dotnet.dotnet_programs import ROOT
from torchsharp_py import _errors

ROWS = [
    [cell.strip(" `") for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "reference" / "errors.md").read_text("utf-8").splitlines()
    if line.startswith("| ") and "Error`" in line
]
API = (ROOT / "dotnet" / "TorchSharpPy" / "PublicApi.txt").read_text(encoding="utf-8")


def test_the_python_classes() -> None:
    for _, _, _, name, base in ROWS:
        bases = [one.__name__ for one in getattr(torchsharp_py, name).__mro__]
        assert "TorchSharpError" in bases
        assert not base or base in bases, name


def test_every_python_error_is_in_the_table() -> None:
    known = {name for name in dir(_errors) if name.endswith("Error")}
    assert known - {"TorchSharpError"} == {row[3] for row in ROWS}


def test_the_csharp_classes() -> None:
    for _, name, base, _, _ in ROWS:
        if name != "OutOfMemoryException":
            found = re.search(rf"^{name} : (?:sealed )?class : ([\w.]+)", API, flags=re.MULTILINE)
            assert found, name
            assert found[1].rpartition(".")[2] == (base or "TorchException"), name
