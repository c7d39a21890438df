"""Files: loading, saving, and the file after a failed save."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
import torch

from torchsharp_py import ModelIOError, jit


def test_a_module_saves_itself_as_jit_save_does(tmp_path: Path, sample: jit.ScriptModule) -> None:
    ours, theirs = tmp_path / "ours" / "m.pt", tmp_path / "theirs" / "m.pt"
    ours.parent.mkdir()
    theirs.parent.mkdir()
    sample.save(ours, {"notes.txt": "hi"})
    jit.save(sample, theirs, {"notes.txt": "hi"})
    assert ours.read_bytes() == theirs.read_bytes()
    stream = io.BytesIO()
    sample.save(stream)
    assert stream.getvalue() == jit.save_to_bytes(sample)
    with pytest.raises(TypeError, match="expected a path or a file object, got int"):
        sample.save(3)  # type: ignore[arg-type]


def test_a_saved_module_loads_in_torch_jit_and_here(
    sample: jit.ScriptModule, tmp_path: Path, x: torch.Tensor
) -> None:
    path = tmp_path / "copy.pt"
    jit.save(sample, path)
    assert torch.equal(torch.jit.load(path).predict(x), sample.predict(x))
    assert torch.equal(jit.load(path).predict(x), sample.predict(x))


def test_a_path_may_be_text_and_need_not_be_ascii(
    sample: jit.ScriptModule, tmp_path: Path, x: torch.Tensor
) -> None:
    path = str(tmp_path / "modèle-模型.pt")
    jit.save(sample, path)
    assert torch.equal(jit.load(path).predict(x), sample.predict(x))


def test_a_torch_jit_module_is_saved_as_well(models: Path, tmp_path: Path) -> None:
    jit.save(torch.jit.load(models / "sample.pt"), tmp_path / "copy.pt")
    assert "predict" in jit.load(tmp_path / "copy.pt").methods


def test_map_location(models: Path, x: torch.Tensor) -> None:
    for location in ("cpu", torch.device("cpu")):
        assert jit.load(models / "sample.pt", map_location=location).predict(x).device == x.device


def test_a_failed_save_leaves_nothing_and_loses_nothing(
    sample: jit.ScriptModule, tmp_path: Path
) -> None:
    target = tmp_path / "folder"
    target.mkdir()
    (target / "kept.txt").write_text("kept")
    with pytest.raises(ModelIOError, match="cannot be written"):
        jit.save(sample, target)  # a folder cannot be replaced by a file
    assert os.listdir(tmp_path) == ["folder"]
    assert os.listdir(target) == ["kept.txt"]


def test_a_function_saved_as_a_module(models: Path, x: torch.Tensor, y: torch.Tensor) -> None:
    reference = torch.jit.load(models / "function.pt")
    module = jit.load(models / "function.pt")
    assert torch.equal(module(x, y, 2.0), reference(x, y, 2.0))
    assert torch.equal(module(x, y, scale=3.0), reference(x, y, scale=3.0))
