"""Files that are not TorchScript: inspect, run and codegen say what they are and what to do."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import numpy
import pytest
import torch
from safetensors.torch import save_file
from torch import nn

from torchsharp_py._cli import main
from torchsharp_py.commands.file_kinds import explain

LFS = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
# The first fields of a model of ONNX: version 8 of the format, made by "pytorch" 2.3.
ONNX = b"\x08\x08\x12\x07pytorch\x1a\x032.3:\x10"


class Mine(nn.Module):
    """A class that a pickle refers to."""


def old(value: object) -> Callable[[Path], None]:
    return lambda path: torch.save(value, path, _use_new_zipfile_serialization=False)


KINDS: dict[str, tuple[Callable[[Path], object], str]] = {
    "state.pt": (
        lambda path: torch.save(nn.Linear(2, 2).state_dict(), path),
        "was written by torch.save and holds a state_dict but no code",
    ),
    "large_state.pt": (
        lambda path: torch.save({f"weight{i}": torch.ones(1) for i in range(3000)}, path),
        "holds a dictionary, such as a checkpoint or a state_dict, but no code",
    ),
    "old_state.pt": (old(nn.Linear(2, 2).state_dict()), "holds a state_dict but no code"),
    "tensor.pt": (lambda path: torch.save(torch.ones(2), path), "holds a tensor but no code"),
    "module.pt": (
        lambda path: torch.save(Mine(), path),
        f"is a Python object of the class {__name__}.Mine that was pickled by torch.save",
    ),
    "old_module.pt": (old(Mine()), f"is a Python object of the class {__name__}.Mine"),
    "weights.safetensors": (
        lambda path: save_file({"a": torch.ones(2)}, path),
        "is a safetensors file: it holds tensors but no code",
    ),
    "model.onnx": (lambda path: path.write_bytes(b"anything"), "is an ONNX model"),
    "renamed_onnx.pt": (lambda path: path.write_bytes(ONNX), "is an ONNX model"),
    "keras.h5": (lambda path: path.write_bytes(b"\x89HDF\r\n\x1a\n"), "is an HDF5 file"),
    "array.npy": (lambda path: numpy.save(path, numpy.ones(2)), "is a NumPy array"),
    "arrays.npz": (lambda path: numpy.savez(path, a=numpy.ones(2)), "archive of NumPy arrays"),
    "plain.pkl": (lambda path: path.write_bytes(pickle.dumps([1])), "is a Python pickle"),
    "pointer.pt": (lambda path: path.write_text(LFS), "is a pointer of Git LFS"),
    "page.pt": (lambda path: path.write_text("<!DOCTYPE html>"), "is a web page"),
}


@pytest.mark.parametrize("name", KINDS)
def test_a_file_of_another_kind_is_named(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write, kind = KINDS[name]
    path = tmp_path / name
    write(path)
    assert main(["inspect", str(path)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"inspect: '{path}' ")
    assert kind in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("command", [["run"], ["codegen", "--lang", "python"]])
def test_every_command_that_loads_a_model_says_so(
    command: list[str], models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, str(models / "state_dict.pt")]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"{command[0]}: ")
    assert "torchsharp_py.load(path)" in said
    assert "torch.jit.save(torch.jit.script(model), 'model.pt')" in said


@pytest.mark.parametrize("name", ["truncated.pt", "not_a_zip.pt", "newer_version.pt", "sample.pt"])
def test_a_damaged_archive_keeps_the_error_of_the_load(name: str, models: Path) -> None:
    assert explain(models / name) is None


def test_damaged_pickles_are_not_explained(tmp_path: Path) -> None:
    path = tmp_path / "cut.pt"
    torch.save(Mine(), path, _use_new_zipfile_serialization=False)
    whole = path.read_bytes()
    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        explain(path)  # finds something or nothing, but does not fail
    assert explain(tmp_path / "missing.pt") is None
    assert explain(None) is None
