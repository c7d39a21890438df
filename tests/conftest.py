"""Fixtures that several tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from tests.models.write_fixtures import write_fixtures
from torchsharp_py import jit

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "build" / "fixtures"


def pytest_configure(config: pytest.Config) -> None:
    """Writes the model files; C# and C++ tests find them through the environment."""
    if not hasattr(config, "workerinput"):  # the processes of pytest-xdist use those of the first
        write_fixtures(FIXTURES)
    os.environ["TORCHSHARP_PY_FIXTURES"] = str(FIXTURES)


@pytest.fixture(scope="session")
def models() -> Path:
    """The folder of the model files."""
    return FIXTURES


@pytest.fixture
def sample(models: Path) -> jit.ScriptModule:
    """The sample module of the README."""
    return jit.load(models / "sample.pt")


@pytest.fixture
def values(models: Path) -> jit.ScriptModule:
    """A module with a method for each kind of value."""
    return jit.load(models / "values.pt")


@pytest.fixture
def x() -> torch.Tensor:
    return torch.arange(10, dtype=torch.float32)


@pytest.fixture
def y() -> torch.Tensor:
    return torch.linspace(-1, 1, 10)


@pytest.fixture(autouse=True)
def _isolated_torch_state() -> Iterator[None]:
    """Gives every test the same seed and leaves the generator as it was."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        yield
