"""What docs/limitations.md says about files and views."""

from __future__ import annotations

import re
import warnings
from pathlib import Path

import pytest
import torch

import torchsharp_py
from tests.dotnet.dotnet_programs import ROOT
from torchsharp_py import jit


def write_exported(path: Path) -> None:
    program = torch.export.export(torch.nn.ReLU(), (torch.ones(2),))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.export.save(program, path)


def write_checkpoint(path: Path) -> None:
    torch.save({"p": torch.ones(1)}, path)


def write_onnx(path: Path) -> None:
    """The beginning of a file of ONNX: version 8, made by pytorch."""
    path.write_bytes(b"\x08\x08\x12\x07pytorch")


@pytest.mark.parametrize("write", [write_exported, write_checkpoint, write_onnx])
def test_other_files_are_not_models(write: object, tmp_path: Path) -> None:
    path = tmp_path / "other"
    write(path)  # type: ignore[operator]
    with pytest.raises(torchsharp_py.ModelFormatError, match="is not a TorchScript archive"):
        jit.load(path)


def test_typed_views_have_at_most_eight_arguments() -> None:
    api = (ROOT / "dotnet" / "TorchSharpPy" / "PublicApi.txt").read_text(encoding="utf-8")
    views = re.findall(r"^torch\.jit\.ScriptModule<(.*?)> : ", api, flags=re.MULTILINE)
    assert max(view.count("T") - 1 for view in views) == 8


def test_views_are_made_by_reflection() -> None:
    """If this is gone, see whether a trimmed program works, and change the page."""
    sources = (ROOT / "dotnet" / "TorchSharpPy" / "Convert").rglob("*.cs")
    assert any("MakeGenericType" in path.read_text(encoding="utf-8") for path in sources)
