"""Exported transformers run at other sizes than they were exported with, and train."""

from __future__ import annotations

import copy
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from tests.dotnet.dotnet_programs import DOTNET_ROOT
from tests.models import exporting
from tests.models.export_architectures import ARCHITECTURES, build, dynamic_shapes
from tests.python.program_runs import in_csharp
from torchsharp_py import export


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@pytest.mark.parametrize("name", sorted(ARCHITECTURES))
def test_an_architecture_at_other_sizes(name: str, tmp_path: Path) -> None:
    architecture = ARCHITECTURES[name]
    model = build(architecture)
    example = architecture.inputs(2, 8)
    path = tmp_path / "model.pt2"
    path.write_bytes(
        exporting.exported(model, (), kwargs=example, dynamic_shapes=dynamic_shapes(example))
    )
    program = export.load(path)
    for batch, length in ((1, 5), (3, 11)):
        inputs = architecture.inputs(batch, length)
        with torch.no_grad():
            ours, theirs = program(**inputs), model(**inputs)
        assert type(ours).__name__ == type(theirs).__name__
        assert exporting.difference(exporting.tensors(ours), exporting.tensors(theirs)) == ""
        assert torch.equal(ours[0], theirs[0])
        if DOTNET_ROOT is not None:
            tensors = [value for value in inputs.values() if isinstance(value, torch.Tensor)]
            with torch.no_grad():  # of this thread, in C# too
                csharp = in_csharp(path, tensors)
            assert exporting.difference(csharp, exporting.tensors(theirs)) == ""


def test_ten_training_steps_are_those_of_the_model() -> None:
    architecture = ARCHITECTURES["distilbert"]
    theirs = build(architecture)
    example = architecture.inputs(4, 6)
    ours = export.load(
        exporting.exported(theirs, (), kwargs=example, dynamic_shapes=dynamic_shapes(example))
    )
    theirs = copy.deepcopy(theirs)
    optimizers = [torch.optim.Adam(each.parameters(), lr=1e-3) for each in (ours, theirs)]
    for step in range(10):
        torch.manual_seed(step)
        inputs = architecture.inputs(4, 6 + step)
        losses = []
        for model, optimizer in zip((ours, theirs), optimizers, strict=True):
            optimizer.zero_grad()
            loss = model(**inputs)[0].square().mean()
            loss.backward()
            optimizer.step()
            losses.append(loss.detach())
        assert torch.equal(*losses), step
    for name, value in theirs.state_dict().items():
        assert torch.equal(ours.state_dict()[name], value), name
