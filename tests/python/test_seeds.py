"""The Python examples of the pages that users know, run as written; their files load here.

The pages: TorchSharp's "TorchScript" and "Loading TorchScript Modules", a TorchScript overview, a
comparison of tracing and scripting, and PyTorch's reference of torch.jit. The C# examples are in
tests/dotnet/TorchSharpPy.Tests/SeedExamples.cs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
import torch

from torchsharp_py import ModelFormatError, ScriptTypeError, jit

MODULE = """
from typing import Tuple
import torch
from torch import nn
from torch import Tensor

class MyModule(nn.Module):
  def __init__(self):
    super().__init__()
    self.p = nn.Parameter(torch.rand(10))

  def forward(self, x: Tensor, y: Tensor) -> Tuple[Tensor, Tensor]:
    return x + y, x - y

  @torch.jit.export
  def predict(self, x: Tensor) -> Tensor:
    return x + self.p

  @torch.jit.export
  def add_scalar(self, x: Tensor, i: int) -> Tensor:
    return x + i

m = MyModule()

m = torch.jit.script(m)
m.save("exported.method.dat")
"""

FUNCTION = """
import torch
from torch import Tensor

@torch.jit.script
def a(x: Tensor, y: Tensor):
    return x + y, x - y

a.save("function.dat")
"""

OVERVIEW = """
import torch
import torch.nn as nn

# Define a simple model
class SimpleModel(nn.Module):
  def __init__(self):
    super().__init__()
    self.fc = nn.Linear(10, 1)

  def forward(self, x):
    return torch.relu(self.fc(x))

# Create model and example input
model = SimpleModel()
example_input = torch.randn(5, 10)

# Convert to TorchScript using both methods
scripted_model = torch.jit.script(model)
traced_model = torch.jit.trace(model, example_input)

# Test both models
with torch.no_grad():
  script_output = scripted_model(example_input)
  trace_output = traced_model(example_input)

# Print model code and results
print("Scripted Model Code:\\n", scripted_model.code)
print("\\nOutputs equal:", torch.allclose(script_output, trace_output))

# Save models
scripted_model.save("scripted_model.pt")
traced_model.save("traced_model.pt")
"""

TWO_APPROACHES = """
import torch

model = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 7, stride=8), torch.nn.ReLU(), torch.nn.Flatten())

model.eval()
example_input = torch.randn(1, 3, 224, 224)
traced_model = torch.jit.trace(model, example_input)
traced_model.save('model_traced.pt')

scripted_model = torch.jit.script(model)
scripted_model.save('model_scripted.pt')

traced = torch.jit.trace(model, example_input)
optimized = torch.jit.optimize_for_inference(traced)
optimized.save('model_optimized.pt')
"""

PER_DEVICE = """
import torch

cpu_model = torch.nn.Linear(3, 2)
sample_input_cpu = torch.rand(1, 3)
traced_cpu = torch.jit.trace(cpu_model, sample_input_cpu)
torch.jit.save(traced_cpu, "cpu.pth")
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_page(source: str) -> str:
    """Runs a page's code as a file, as its reader does; TorchScript reads the source."""
    Path("page.py").write_text(source)
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        [sys.executable, "page.py"], capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def with_torch_jit(path: str, *arguments: torch.Tensor) -> object:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return torch.jit.load(path)(*arguments)


@pytest.mark.usefixtures("folder")
def test_torchsharps_module() -> None:
    run_page(MODULE)
    m = jit.load("exported.method.dat")
    x, y = torch.rand(10), torch.rand(10)
    total, difference = m(x, y)
    assert torch.equal(total, x + y)
    assert torch.equal(difference, x - y)
    assert m.invoke("predict", x).shape == (10,)
    assert torch.equal(m.invoke("add_scalar", x, 3), x + 3)
    with pytest.raises(ScriptTypeError, match="must be int, not float"):  # a mistake on the page
        m.invoke("add_scalar", x, 3.14)


@pytest.mark.usefixtures("folder")
def test_torchsharps_function_is_loaded_as_a_module() -> None:
    run_page(FUNCTION)
    m = jit.load("function.dat")
    x, y = torch.rand(10), torch.rand(10)
    total, difference = m(x, y)
    assert torch.equal(total, x + y)
    assert torch.equal(difference, x - y)


@pytest.mark.usefixtures("folder")
def test_the_overview() -> None:
    printed = run_page(OVERVIEW)
    assert "Outputs equal: True" in printed
    x = torch.randn(5, 10)
    for name in ("scripted_model.pt", "traced_model.pt"):
        loaded_model = jit.load(name, map_location=None)
        assert torch.equal(loaded_model(x), with_torch_jit(name, x))
        jit.save(loaded_model, "again.pt")
        assert torch.equal(jit.load("again.pt")(x), loaded_model(x))


@pytest.mark.usefixtures("folder")
def test_two_approaches() -> None:
    run_page(TWO_APPROACHES)
    x = torch.randn(1, 3, 224, 224)
    for name in ("model_traced.pt", "model_scripted.pt"):
        loaded = jit.load(name)
        output = loaded(x)
        assert torch.equal(output, with_torch_jit(name, x))


@pytest.mark.usefixtures("folder")
def test_an_optimized_model_that_torch_saves_but_cannot_load() -> None:
    """On a CPU libtorch writes the page's last example to a file that it cannot load."""
    run_page(TWO_APPROACHES)
    with pytest.raises(RuntimeError, match="attribute 'value' is undefined"):
        with_torch_jit("model_optimized.pt", torch.randn(1, 3, 224, 224))
    with pytest.raises(ModelFormatError, match=r"model_optimized\.pt.*'value' is undefined"):
        jit.load("model_optimized.pt")


@pytest.mark.usefixtures("folder")
def test_one_file_for_each_device() -> None:
    run_page(PER_DEVICE)
    use_gpu = torch.cuda.is_available()
    model = jit.load("cpu.pth", map_location="cuda" if use_gpu else "cpu")
    x = torch.rand(1, 3, device="cuda" if use_gpu else "cpu")
    assert model(x).shape == (1, 2)
