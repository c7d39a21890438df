"""Saving a program that runs compiled code: the code stays if it is for the weights."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from tests.dotnet.dotnet_programs import needs_dotnet
from tests.python.compiled_files import (
    WIDTH,
    Scaled,
    arguments,
    compiled,
    exported,
    has_code,
    packaged,
)
from torchsharp_py import UnsupportedValueError, export, jit

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def program() -> torch.export.ExportedProgram:
    return exported(Scaled().eval())


@pytest.fixture(scope="module")
def shared(program: torch.export.ExportedProgram, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file whose code shares the weights of the program."""
    file = tmp_path_factory.mktemp("shared") / "shared.pt2"
    export.save(program, file, compiled=True)
    return file


@pytest.fixture(scope="module")
def copied(program: torch.export.ExportedProgram, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file whose code has a copy of the weights."""
    file = tmp_path_factory.mktemp("copied") / "copied.pt2"
    file.write_bytes(packaged(compiled(program), program))
    return file


def execution(module: Any) -> str:
    return str(module._describe()["program"]["execution"])


def assert_runs_compiled(file: Path, expected: Any, given: Any) -> None:
    module = export.load(file, mode="compiled")
    assert execution(module) == "compiled"
    batch, scale = given
    with torch.no_grad():
        torch.testing.assert_close(module(batch, scale=scale), expected, rtol=1e-5, atol=1e-6)


def double(module: Any) -> None:
    with torch.no_grad():
        for weight in module.parameters():
            weight.mul_(2)


def assign(module: Any) -> None:
    state = {name: value.detach() * 3 for name, value in module.state_dict().items()}
    module.load_state_dict(state, assign=True)


@pytest.mark.parametrize("change", [None, double, assign], ids=["same", "in place", "assigned"])
@pytest.mark.parametrize("twice", [False, True], ids=["once", "twice"])
def test_code_that_shares_the_weights_stays(
    shared: Path, tmp_path: Path, change: Callable[[Any], None] | None, twice: bool
) -> None:
    module = export.load(shared, mode="compiled")
    if change is not None:
        change(module)
    given = arguments()
    expected = module(given[0], scale=given[1])
    file = tmp_path / "saved.pt2"
    export.save(module, file)
    if twice:  # over the file that it comes from
        export.save(export.load(file, mode="auto"), file)
    with torch.no_grad():
        expected = torch.utils._pytree.tree_map(lambda one: one.detach(), expected)
        assert_runs_compiled(file, expected, given)
    reference = torch.export.load(file).module()
    torch.testing.assert_close(reference(given[0], scale=given[1]), expected)


def test_a_copy_is_saved_with_the_code(shared: Path, tmp_path: Path) -> None:
    module = copy.deepcopy(export.load(shared, mode="compiled"))
    file = tmp_path / "saved.pt2"
    module.save(file)
    assert has_code(file)


@pytest.mark.parametrize("change", [None, double], ids=["same", "changed"])
def test_code_with_its_own_weights_stays_while_they_are_the_same(
    copied: Path, tmp_path: Path, change: Callable[[Any], None] | None
) -> None:
    module = export.load(copied, mode="compiled")
    given = arguments()
    if change is not None:
        change(module)
    with torch.no_grad():
        expected = module(given[0], scale=given[1])
    file = tmp_path / "saved.pt2"
    module.save(file)
    shares = execution(module) == "compiled" and has_code(file)
    with torch.no_grad():
        again = export.load(file, mode="auto")(given[0], scale=given[1])
    torch.testing.assert_close(again, expected, rtol=1e-5, atol=1e-6)
    if change is None:
        assert shares


def test_a_program_that_was_cast_is_saved_without_the_code(shared: Path, tmp_path: Path) -> None:
    module = export.load(shared, mode="compiled").to(torch.float64)
    file = tmp_path / "saved.pt2"
    module.save(file)
    assert not has_code(file)
    with pytest.raises(UnsupportedValueError, match="the file has no compiled code"):
        export.load(file, mode="compiled")
    batch, scale = {"x": torch.rand(4, 8).double()}, torch.rand(WIDTH).double()
    torch.testing.assert_close(export.load(file)(batch, scale=scale), module(batch, scale=scale))


def test_code_that_was_not_loaded_is_not_saved(shared: Path, tmp_path: Path) -> None:
    file = tmp_path / "saved.pt2"
    export.load(shared).save(file)
    assert not has_code(file)


def test_a_pickle_and_a_new_compilation_have_no_old_code(shared: Path, tmp_path: Path) -> None:
    module = export.load(shared, mode="compiled")
    assert has_code(jit.save_to_bytes(module))
    pickled = pickle.dumps(module)
    assert execution(pickle.loads(pickled)) == "interpreted"  # noqa: S301 (written here)
    assert len(pickled) < 100_000 < shared.stat().st_size


@needs_dotnet
def test_csharp_saves_the_code_too(shared: Path, tmp_path: Path) -> None:
    from tests.dotnet import csharp_assembly

    csharp_assembly.load()
    from TorchSharpPy.Tests import ExportedFromPython

    file = tmp_path / "saved.pt2"
    ExportedFromPython.SaveCompiled(str(shared), str(file))
    given = arguments()
    eager: nn.Module = torch.export.load(file).module()
    with torch.no_grad():
        assert_runs_compiled(file, eager(given[0], scale=given[1]), given)
