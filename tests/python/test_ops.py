"""Libraries of operators and classes: models that use them load after the library."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.models.custom_ops_model import write_models_elsewhere
from torchsharp_py import ModelIOError, ModelNotFoundError, ops

THEIRS = """
import sys, torch
torch.classes.load_library(sys.argv[1])
module = torch.jit.load(sys.argv[2])
print(module(), module())
"""

OURS = """
import sys
from torchsharp_py import TorchSharpError, jit, ops
try:
    jit.load(sys.argv[2])
except TorchSharpError as error:
    print("tsp_test.Counter" in str(error))
ops.load_library(sys.argv[1])
ops.load_library(sys.argv[1])
module = jit.load(sys.argv[2])
print(module(), module())
print("torch" in sys.modules)
import torch
print(torch.classes.tsp_test.Counter(20).next())
"""


def run(program: str, *arguments: Path) -> list[str]:
    command = [sys.executable, "-W", "ignore", "-c", program, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_models_load_after_their_library_and_without_torch(tmp_path: Path) -> None:
    library = write_models_elsewhere(tmp_path)
    model = tmp_path / "counting.pt"
    (theirs,) = run(THEIRS, library, model)
    without, ours, imported, later = run(OURS, library, model)
    assert without == "True"
    assert ours == theirs
    assert imported == "False"
    assert later == "20"


def test_a_library_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFoundError, match=r"nothing\.so"):
        ops.load_library(tmp_path / "nothing.so")


def test_a_file_that_is_not_a_library(models: Path) -> None:
    with pytest.raises(ModelIOError, match=r"sample\.pt"):
        ops.load_library(models / "sample.pt")
