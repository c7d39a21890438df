"""C# modules print what Python's do: trees, containers and loaded models."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from tests.dotnet import csharp_assembly
from tests.dotnet.dotnet_programs import ROOT, needs_dotnet

pytestmark = needs_dotnet


class Block(nn.Module):
    """A module with a line for each number, and a part if there is one number."""

    def __init__(self, *numbers: int) -> None:
        super().__init__()
        self.numbers = numbers
        if len(numbers) == 1:
            self.part = nn.Conv2d(3, 4, (3, 5), padding=1, dilation=(1, 2), bias=False)

    def extra_repr(self) -> str:
        return "\n".join(f"number={number}" for number in self.numbers)


class Net(nn.Module):
    """The parts of the C# class of that name."""

    def __init__(self) -> None:
        super().__init__()
        self.list = nn.ModuleList(
            [
                nn.Linear(2, 3),
                nn.Linear(2, 3),
                nn.Linear(2, 3, bias=False),
                nn.ReLU(),
                nn.ReLU(),
            ]
        )
        self.blocks = nn.ModuleList([Block(1, 2), Block(1, 2)])
        self.dict = nn.ModuleDict({"a": nn.Dropout(0.25), "b": nn.Sequential(nn.Tanh(), Block(3))})
        self.none = nn.ModuleDict()
        self.empty = nn.Sequential()
        self.nothing = nn.ModuleList()
        self.weights = nn.ParameterList([torch.ones(2, 3), torch.ones(())])
        self.one = nn.ParameterList([torch.ones(4, dtype=torch.float64)])
        self.named = nn.ParameterDict(
            {"x": torch.ones(2, 3), "y": torch.ones(1, dtype=torch.bfloat16)}
        )
        self.attention = nn.TransformerEncoder(
            nn.TransformerEncoderLayer(4, 2, 8), 2, enable_nested_tensor=False
        )


class Tied(nn.Module):
    """A module to script, with a part that has two names, and one of another class in a list."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Linear(3, 3)
        self.weight = nn.Parameter(torch.ones(3))
        self.scale = 2.0
        self.layers = nn.ModuleList([nn.Sequential(nn.Linear(3, 3), nn.ReLU()), nn.Tanh()])
        self.second = self.first
        self.norm = nn.LayerNorm(3)

    def forward(self, x: Tensor) -> Tensor:
        x = self.norm(self.first(x) * self.weight * self.scale)
        for layer in self.layers:
            x = layer(x)
        return self.second(x)  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def printed() -> Any:
    """The C# class with the same modules."""
    csharp_assembly.load()
    from TorchSharpPy.Tests import PrintedModules

    return PrintedModules


def test_a_tree_of_containers_is_printed_as_in_python(printed: Any) -> None:
    assert printed.Nested() == repr(Net())


def test_loaded_models_are_printed_as_by_torch_jit(printed: Any, tmp_path: Path) -> None:
    path = str(tmp_path / "tied.pt")
    torch.jit.script(Tied()).save(path)
    loaded = torch.jit.load(path)
    assert repr(loaded).count("original_name=Linear") == 3
    assert printed.Loaded(path) == repr(loaded)
    assert printed.InSequential(path) == repr(nn.Sequential(nn.ReLU(), loaded))


def test_traced_and_frozen_models_are_printed_as_by_torch_jit(printed: Any, tmp_path: Path) -> None:
    plain = Tied().eval()
    models = {
        "traced": torch.jit.trace(plain, torch.ones(2, 3)),
        "frozen": torch.jit.freeze(torch.jit.script(plain)),
    }
    for name, model in models.items():
        path = str(tmp_path / f"{name}.pt")
        model.save(path)
        assert printed.Loaded(path) == repr(torch.jit.load(path))


def test_sizes_that_are_set_are_printed_as_in_python(printed: Any) -> None:
    pool = nn.AvgPool2d(2, stride=3)
    pool.kernel_size, pool.stride = 3, (1, 2)
    assert printed.AfterSetting() == repr(pool)


def test_the_guide_shows_what_its_model_prints() -> None:
    program = (ROOT / "samples" / "guides" / "modules.py").read_text(encoding="utf-8")
    made: dict[str, Any] = {}
    exec(program.partition("# The same seed")[0], made)  # noqa: S102 (a sample of the checkout)
    page = (ROOT / "docs" / "guides" / "modules.md").read_text(encoding="utf-8")
    assert f"```text\n{made['model']!r}\n```" in page
