"""Libraries of operators and classes: models that use them load after the library."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import torch

from torchsharp_py import ModelIOError, ModelNotFoundError, ops

# A library of classes that torch contains for its own tests.
NAMES = {"win32": "torchbind_test.dll", "darwin": "libtorchbind_test.dylib"}
LIBRARY = Path(torch.__file__).parent / "lib" / NAMES.get(sys.platform, "libtorchbind_test.so")

WRITE = """
import sys, torch
torch.classes.load_library(sys.argv[1])

class Incremented(torch.nn.Module):
    def forward(self, x: int, y: int) -> int:
        foo = torch.classes._TorchScriptTesting._Foo(x, y)
        foo.increment(3)
        return foo.info()

torch.jit.save(torch.jit.script(Incremented()), sys.argv[2])
print(torch.jit.load(sys.argv[2])(4, 5))
"""

USE = """
import sys
from torchsharp_py import TorchSharpError, jit, ops
try:
    jit.load(sys.argv[2])
except TorchSharpError as error:
    print("_TorchScriptTesting" in str(error))
ops.load_library(sys.argv[1])
ops.load_library(sys.argv[1])
print(jit.load(sys.argv[2])(4, 5))
print("torch" in sys.modules)
import torch
print(torch.classes._TorchScriptTesting._Foo(4, 5).info())
"""


def run(program: str, *arguments: Path) -> list[str]:
    source = arguments[-1].with_suffix(".py")  # torch.jit.script reads it
    source.write_text(program)
    command = [sys.executable, "-W", "ignore", str(source), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_models_load_after_their_library_and_without_torch(tmp_path: Path) -> None:
    model = tmp_path / "custom.pt"
    (theirs,) = run(WRITE, LIBRARY, model)
    without, ours, imported, later = run(USE, LIBRARY, model)
    assert without == "True"
    assert ours == theirs
    assert imported == "False"
    assert later == str(4 * 5)


def test_a_library_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFoundError, match=r"nothing\.so"):
        ops.load_library(tmp_path / "nothing.so")


def test_a_file_that_is_not_a_library(models: Path) -> None:
    with pytest.raises(ModelIOError, match=r"sample\.pt"):
        ops.load_library(models / "sample.pt")
