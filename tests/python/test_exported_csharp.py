"""C#, Python and torch run the same exported programs with the same results."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from tests.dotnet import csharp_assembly
from tests.dotnet.dotnet_programs import DOTNET_ROOT, ROOT, environment, needs_dotnet
from torchsharp_py import ModelFormatError, export, jit

pytestmark = needs_dotnet


@pytest.fixture(scope="module")
def csharp() -> Any:
    csharp_assembly.load()
    from TorchSharpPy.Tests import ExportedFromPython

    return ExportedFromPython


@pytest.mark.parametrize(("file", "model"), [("sums", None), ("two", "sums")])
def test_tensors_come_out_the_same(csharp: Any, models: Path, file: str, model: str | None) -> None:
    path = models / f"exported_{file}.pt2"
    x, y = torch.randn(10), torch.randn(10)
    expected = torch.export.load(models / "exported_sums.pt2").module()(x, y)
    ours = export.load(path, model=model)(x, y)
    theirs = list(csharp.Run(str(path), model, [x, y]))
    assert all(torch.equal(a, b) for a, b in zip(expected, ours, strict=True))
    assert all(torch.equal(a, b) for a, b in zip(expected, theirs, strict=True))


@pytest.mark.parametrize("size", [1, 3, 64])
def test_containers_and_sizes_other_than_exported(csharp: Any, models: Path, size: int) -> None:
    path = models / "exported_features.pt2"
    x, z = torch.randn(size, 8), torch.randn(2)
    first, second = torch.randn(size, 4), torch.randn(size, 4)
    batch, pair = {"x": x, "z": z}, (first, [second])
    expected = torch.export.load(path).module()(batch, pair, scale=2.0)
    ours = export.load(path)(batch, pair)
    theirs = csharp.Features(str(path), x, z, first, second)
    found = {pair.Key: pair.Value for pair in theirs}
    assert expected.keys() == ours.keys() == found.keys()
    for name, value in expected.items():
        torch.testing.assert_close(ours[name], value)
        assert torch.equal(ours[name], found[name])


def python_losses(module: nn.Module, x: Tensor, classes: Tensor, steps: int) -> list[float]:
    optimizer = torch.optim.SGD(module.parameters(), lr=0.1)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(module(x), classes)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def test_training_gives_the_losses_and_the_weights_of_torch(
    csharp: Any, models: Path, tmp_path: Path
) -> None:
    path, target = models / "exported_training.pt2", tmp_path / "trained.pt2"
    x, classes = torch.randn(16, 8), torch.randint(3, (16,))
    reference = torch.export.load(path).module()
    expected = python_losses(reference, x, classes, 5)
    ours: Any = export.load(path)
    assert python_losses(ours, x, classes, 5) == pytest.approx(expected, rel=1e-5)
    theirs = list(csharp.Train(str(path), str(target), x, classes, 5))
    assert theirs == pytest.approx(expected, rel=1e-5)
    saved = torch.export.load(target).state_dict  # torch reads what C# wrote
    for name, value in reference.state_dict().items():
        torch.testing.assert_close(saved[name], value)
        torch.testing.assert_close(ours.state_dict()[name], value)


def test_loading_a_program_as_torchscript_says_which_call_to_use(csharp: Any, models: Path) -> None:
    path = models / "exported_sums.pt2"
    said = list(csharp.LoadAsScript(str(path)))
    for source in (path, path.read_bytes(), io.BytesIO(path.read_bytes())):
        with pytest.raises(ModelFormatError) as error:
            jit.load(source)
        said.append(str(error.value))
    assert len(said) == 6
    for text in said:
        assert "it is an exported program (.pt2); load it with export.load" in text


def test_exported_programs_are_items_too(models: Path, tmp_path: Path) -> None:
    project = tmp_path / "Programs.csproj"
    targets = ROOT / "dotnet" / "TorchSharpPy" / "Build" / "TorchSharpPy.Codegen.targets"
    project.write_text(f"""<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>netstandard2.1</TargetFramework>
    <TorchSharpPyPython>{sys.executable}</TorchSharpPyPython>
    <TorchSharpPyWorkingDirectory>{ROOT}</TorchSharpPyWorkingDirectory>
  </PropertyGroup>
  <ItemGroup>
    <ExportedProgram Include="{models}/exported_features.pt2" ClassName="Features" />
    <ExportedProgram Include="{models}/exported_two.pt2" ClassName="Sums" Program="sums" />
  </ItemGroup>
  <Import Project="{targets}" />
</Project>
""")
    assert DOTNET_ROOT is not None
    dotnet = shutil.which("dotnet", path=DOTNET_ROOT) or "dotnet"
    command = [dotnet, "msbuild", str(project), "-nologo", "-v:q", "-t:GenerateTorchScriptModels"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment())
    assert done.returncode == 0, done.stdout + done.stderr
    generated = {path.name: path.read_text() for path in tmp_path.rglob("*.g.cs")}
    assert set(generated) == {"Programs.Features.g.cs", "Programs.Sums.g.cs"}
    assert 'export.load(filename, map_location, "sums", mode)' in generated["Programs.Sums.g.cs"]
