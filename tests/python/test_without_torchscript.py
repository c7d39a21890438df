"""Exported programs work on a core that was built without TorchScript, in C#.

`make without-torchscript` builds it and asks for these tests; `make test` has no time for that.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from tests.dotnet.dotnet_programs import ROOT, environment, needs_dotnet, program
from tests.models import exporting
from tests.models.two_formats import Net

SCRIPT = ROOT / "scripts" / "without_torchscript.py"
SAYS = "this build of torchsharp_core has no TorchScript: "
STEPS = 10


def load_script() -> Any:
    spec = importlib.util.spec_from_file_location("without_torchscript", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


without_torchscript = load_script()

pytestmark = pytest.mark.skipif(
    os.environ.get(without_torchscript.VARIABLE) != "1",
    reason="it builds the core anew: `make without-torchscript` asks for it",
)


@pytest.fixture(scope="module")
def library() -> Path:
    """The library without TorchScript."""
    (found,) = without_torchscript.build().glob("*torchsharp_core.*")
    return Path(found)


@pytest.fixture
def folder(tmp_path: Path, x: Tensor) -> Path:
    """A folder with a model in both formats."""
    torch.manual_seed(3)
    net = Net()
    (tmp_path / "model.pt2").write_bytes(exporting.exported(net, (x,)))
    torch.jit.save(torch.jit.script(net), tmp_path / "model.pt")
    return tmp_path


@pytest.fixture
def x() -> Tensor:
    """What the C# program gives to the model."""
    return torch.arange(8, dtype=torch.float32).reshape(2, 4) / 8


def in_csharp(library: Path, *words: str) -> Any:
    """What the C# program prints."""
    done = subprocess.run(
        [*program("WithoutTorchScript"), *words],
        capture_output=True,
        text=True,
        env=environment(TORCHSHARP_PY_LIBRARY=str(library)),
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def trained_by_torch(path: Path, x: Tensor) -> tuple[list[float], nn.Module]:
    """The losses of the C# program's training, and what it trains."""
    module = torch.export.load(path).module()
    optimizer = torch.optim.SGD(module.parameters(), 0.1)
    losses = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = module(x).square().mean()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, module


def symbols_of_torch_jit(library: Path) -> set[str]:
    """What a library takes from libtorch's ``torch::jit``: names that begin with it."""
    listed = subprocess.run(
        ["nm", "-D", "--undefined-only", str(library)], capture_output=True, text=True, check=True
    ).stdout
    names = [line.split()[-1].partition("@")[0] for line in listed.splitlines()]
    return {name for name in names if re.match(r"_Z(T[IVST])?NK?5torch3jit", name)}


@pytest.mark.skipif(shutil.which("nm") is None, reason="nm is missing: apt-get install binutils")
def test_the_library_takes_nothing_from_torch_jit(library: Path) -> None:
    whole = ROOT / "torchsharp_py" / "lib" / library.name
    assert len(symbols_of_torch_jit(whole)) > 10
    # The parser of operator schemas is a part of torch::jit by its name alone: every library of
    # operators is registered with it.
    taken = {name for name in symbols_of_torch_jit(library) if "11parseSchemaE" not in name}
    assert taken == set()


@needs_dotnet
def test_a_program_is_called_trained_and_saved_as_by_torch(
    library: Path, folder: Path, x: Tensor
) -> None:
    found = in_csharp(library, "program", str(folder))
    reference = torch.export.load(folder / "model.pt2")
    expected = reference.module()(x)
    losses, module = trained_by_torch(folder / "model.pt2", x)

    def assert_close(numbers: list[float], tensor: Tensor) -> None:
        torch.testing.assert_close(torch.tensor(numbers), tensor.detach().flatten())

    for name in ("result", "bytes", "async", "restored"):
        assert_close(found[name], expected)
    assert sorted(found["state"]) == sorted(reference.state_dict)
    assert "Tensor" in found["schema"]
    assert_close(found["losses"], torch.tensor(losses))
    assert losses[-1] < losses[0]
    for name in ("trained", "saved"):
        assert_close(found[name], module(x))
    state = torch.load(folder / "trained.pt")
    for name, value in module.state_dict().items():
        torch.testing.assert_close(state[name], value.detach())
    again = torch.export.load(folder / "trained.pt2").module()
    torch.testing.assert_close(again(x), module(x))


@needs_dotnet
def test_what_only_torchscript_can_do_is_refused_in_words(library: Path, folder: Path) -> None:
    said = in_csharp(library, "refused", str(folder))
    for name, file in (("load .pt", "model.pt"), ("load .pt2", "model.pt2")):
        assert said.pop(name) == [
            "UnsupportedValueException",
            f"{SAYS}'{folder / file}' cannot be loaded. It loads files of torch.export.save, "
            "with export.load.",
        ]
    assert said.pop("load nothing")[0] == "ModelNotFoundException"
    for name in ("freeze", "optimize", "code"):
        kind, text = said.pop(name)
        assert kind == "UnsupportedValueException"
        assert "TorchScript" in text
    assert sorted(said) == [
        "compile",
        "fusion strategy",
        "load bytes",
        "profiled runs",
        "profiling",
    ]
    for kind, text in said.values():
        assert kind == "UnsupportedValueException"
        assert text.startswith(SAYS)


@needs_dotnet
def test_the_csharp_tests_of_exported_programs_pass(library: Path) -> None:
    outcomes = in_csharp(library, "tests", "Exported")
    assert outcomes
    failures = {name: failure for name, failure in outcomes.items() if failure is not None}
    assert failures == {}
