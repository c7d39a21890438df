"""Models work in a process where Python's ``torch.jit`` raises on every attribute."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from tests.models import exporting, no_torch_jit
from tests.models.two_formats import Net

ROOT = Path(__file__).resolve().parents[2]
MODELS = ("model.pt", "model.pt2")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model in both formats, an input and what the model shall learn."""
    folder = tmp_path_factory.mktemp("longevity")
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(3)
        net, x, y = Net(), torch.randn(2, 4), torch.randn(2, 3)
    (folder / "model.pt2").write_bytes(exporting.exported(net, (x,)))
    torch.jit.save(torch.jit.script(net), folder / "model.pt")
    torch.save(x, folder / "x.pt")
    torch.save(y, folder / "y.pt")
    return folder


@pytest.fixture(scope="module")
def found(folder: Path) -> Any:
    """What a process without ``torch.jit`` finds."""
    command = [sys.executable, "-m", "tests.models.no_torch_jit", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def reference(folder: Path) -> nn.Module:
    """The model as torch loads it."""
    return torch.export.load(folder / "model.pt2").module()


@pytest.fixture
def x(folder: Path) -> Tensor:
    tensor: Tensor = torch.load(folder / "x.pt")
    return tensor


def test_nothing_of_torch_jit_is_left_there() -> None:
    removed = (
        "import torch; from tests.models.no_torch_jit import remove_torch_jit; "
        "remove_torch_jit(); torch.jit.load"
    )
    done = subprocess.run([sys.executable, "-c", removed], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 1
    assert "AssertionError: torch.jit.load was used" in done.stderr


@pytest.mark.parametrize("name", MODELS)
def test_a_model_is_called_and_saved(
    found: Any, reference: nn.Module, x: Tensor, name: str
) -> None:
    for how in ("result", "invoked", "saved", "restored"):
        torch.testing.assert_close(torch.tensor(found[name][how]), reference(x).detach())
    assert found[name]["state"] == sorted(reference.state_dict())
    assert "forward" in found[name]["methods"]


@pytest.mark.parametrize("name", MODELS)
def test_a_model_is_trained(
    found: Any, folder: Path, reference: nn.Module, x: Tensor, name: str
) -> None:
    expected = no_torch_jit.train(reference, x, torch.load(folder / "y.pt"))
    torch.testing.assert_close(torch.tensor(found[name]["losses"]), torch.tensor(expected))
    assert expected[-1] < expected[0]


@pytest.mark.parametrize("name", no_torch_jit.COMMANDED)
def test_a_model_is_inspected_and_a_class_is_generated_for_it(
    found: Any, reference: nn.Module, x: Tensor, name: str
) -> None:
    inspected = found[name]["inspected"]
    assert [one["name"] for one in inspected["methods"]] == ["forward"]
    names = {one["name"] for one in inspected["parameters"]}
    assert names == {parameter for parameter, _ in reference.named_parameters()}
    torch.testing.assert_close(torch.tensor(found[name]["generated"]), reference(x).detach())


def test_source_is_compiled(found: Any, x: Tensor) -> None:
    torch.testing.assert_close(torch.tensor(found["compiled"]), 2 * x)
